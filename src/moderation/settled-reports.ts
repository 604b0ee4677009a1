import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { isNotHeld, RetainedRows } from '../jobs/index.js'

/** Reports that were settled. */
@Injectable()
export class SettledReports extends RetainedRows {
  override readonly dataClass = 'settled-reports'
  override readonly help =
    'Reports to moderators, from when they were settled. Those by or about members who are held stay.'
  override readonly usual = { days: 730 }

  constructor(db: Database) {
    super(db, {
      table: 'report',
      old: `resolved_at < $1::timestamptz AND ${isNotHeld('report.reporter')}
        AND ${isNotHeld('report.subject_did')}`,
    })
  }
}
