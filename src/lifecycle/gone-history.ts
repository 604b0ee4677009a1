import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { RetainedRows } from '../jobs/index.js'

/** What was done to accounts that are gone. */
@Injectable()
export class GoneHistory extends RetainedRows {
  override readonly dataClass = 'history-of-deleted'
  override readonly help =
    'What was done to accounts that are deleted, by whom and why. That of accounts that are here stays.'
  override readonly usual = { days: 730 }

  constructor(db: Database) {
    super(db, {
      table: 'account_history',
      old: `created_at < $1::timestamptz
        AND NOT EXISTS (SELECT FROM account WHERE account.did = account_history.did)`,
    })
  }
}
