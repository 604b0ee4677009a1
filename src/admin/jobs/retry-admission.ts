import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import type { LongJob } from '../../jobs/index.js'
import type { Permission } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { assertFresh } from '../access/freshness.js'
import { PermissionDenied } from '../admin.errors.js'
import { RetryRule } from './retry-rule.js'

/** What it takes to begin long work of a kind, and so to have it done again. */
export interface BeginningTerms {
  readonly permission: Permission
  /** whether whoever begins it must have shown lately that it is them */
  readonly fresh: boolean
}

/** By the kind of work: as the routes have it that begin it. */
export const BEGINNING_TERMS: Readonly<Record<string, BeginningTerms>> = {
  'bulk.accounts': { permission: 'accounts.bulk', fresh: true },
  'account.archive': { permission: 'accounts.export', fresh: true },
  'audit.verify': { permission: 'audit.view', fresh: false },
  'retention.run': { permission: 'retention.manage', fresh: true },
  'backup.make': { permission: 'backups.manage', fresh: false },
  'backup.verify': { permission: 'backups.manage', fresh: false },
  'moves.in': { permission: 'invites.create', fresh: false },
}

/** Who may have long work done again: whoever may begin it. To manage jobs is not enough. */
@Injectable()
export class RetryAdmission {
  constructor(
    private readonly contributions: Contributions,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {}

  /** @throws {PermissionDenied | StepUpRequired | Refusal} */
  async assertMay(job: LongJob, by: Administrator): Promise<void> {
    const terms = BEGINNING_TERMS[job.kind]
    if (terms) await this.#assertHas(terms, job, by)
    if (terms?.fresh) assertFresh(by, this.clock.nowMs())
    for (const rule of this.#rulesOf(job)) await rule.assertMay(job, by)
  }

  /** To be called in the transaction that has the work done again. */
  async handOver(tx: Queryable, job: LongJob, by: Administrator): Promise<void> {
    for (const rule of this.#rulesOf(job)) await rule.handOver(tx, job, by)
  }

  async #assertHas({ permission }: BeginningTerms, { id }: LongJob, by: Administrator): Promise<void> {
    if (by.grants.has(permission)) return
    const target = { type: 'job', id }
    await this.audit.note(by.agent, { action: permission, outcome: 'denied', target })
    throw new PermissionDenied(permission)
  }

  #rulesOf({ kind }: LongJob): RetryRule[] {
    return this.contributions.of(RetryRule).filter((rule) => rule.kind === kind)
  }
}
