import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { ReportStore } from './report.store.js'

/** Reports outlive the accounts that made them, but nothing says any more whose they were. */
@Injectable()
export class ReportData extends AccountData {
  override readonly known = {
    reports: `SELECT id, reason_type, subject_did, subject_uri, content, state, created_at, resolved_at, forward_to, forwarded_at
                FROM report WHERE reporter = $1 ORDER BY id`,
  }

  constructor(
    private readonly store: ReportStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.forgetReporter(tx, did, new Date(this.clock.nowMs()))
  }
}
