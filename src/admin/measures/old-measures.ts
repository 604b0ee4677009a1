import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { RetainedRows } from '../../jobs/index.js'

/** Days of charts. */
@Injectable()
export class OldMeasures extends RetainedRows {
  override readonly dataClass = 'measures'
  override readonly help =
    'Charts of the overview, day by day. Minutes go after a day, and hours after a month.'
  override readonly usual = { days: 731 }

  constructor(db: Database) {
    super(db, {
      table: 'admin_measure',
      old: `bucket = 'day' AND at < $1::timestamptz`,
    })
  }
}
