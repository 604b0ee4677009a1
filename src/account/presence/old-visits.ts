import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { isNotHeld, RetainedRows } from '../../jobs/index.js'

/** When members were here last who have not been here for long. */
@Injectable()
export class OldVisits extends RetainedRows {
  override readonly dataClass = 'last-visits'
  override readonly help =
    'When members were here last. Once it is gone, they count as never seen. That of members who are held stays.'
  override readonly usual = { days: 0 }

  constructor(db: Database) {
    super(db, {
      table: 'account_seen',
      old: `seen_at < $1::timestamptz AND ${isNotHeld('account_seen.did')}`,
    })
  }
}
