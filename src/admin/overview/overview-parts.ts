import { AttentionList } from './attention-list.js'
import { AccessConcern } from './concerns/access-concern.js'
import { AuditConcern } from './concerns/audit-concern.js'
import { BackupConcern } from './concerns/backup-concern.js'
import { IdentityConcern } from './concerns/identity-concern.js'
import { JobConcern } from './concerns/job-concern.js'
import { LeaverConcern } from './concerns/leaver-concern.js'
import { SignUpConcern } from './concerns/sign-up-concern.js'
import { WaitingConcern } from './concerns/waiting-concern.js'
import { WebhookConcern } from './concerns/webhook-concern.js'
import { HealthStrip } from './health-strip.js'
import { Overview } from './overview.js'
import { RecentDealings } from './recent-dealings.js'

/** What the first page of the dashboard says. */
export const OVERVIEW_PARTS = [
  Overview,
  AttentionList,
  HealthStrip,
  RecentDealings,
  AccessConcern,
  AuditConcern,
  BackupConcern,
  IdentityConcern,
  JobConcern,
  LeaverConcern,
  SignUpConcern,
  WaitingConcern,
  WebhookConcern,
]
