import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { isNotHeld, RetainedRows } from '../jobs/index.js'

/** From where terms were accepted. */
@Injectable()
export class TermsAddresses extends RetainedRows {
  override readonly dataClass = 'terms-addresses'
  override readonly help = 'Addresses from which members have accepted terms. That they did, and when, stays.'
  override readonly usual = { days: 365 }

  constructor(db: Database) {
    super(db, {
      table: 'terms_acceptance',
      old: `accepted_at < $1::timestamptz AND ip IS NOT NULL AND ${isNotHeld('terms_acceptance.did')}`,
      change: 'SET ip = NULL',
    })
  }
}
