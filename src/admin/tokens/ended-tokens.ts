import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { RetainedRows } from '../../jobs/index.js'

/** Tokens that open nothing any more. */
@Injectable()
export class EndedTokens extends RetainedRows {
  override readonly dataClass = 'ended-tokens'
  override readonly help =
    'Tokens of the administration, with the last address that used them, from when they were over or revoked.'
  override readonly usual = { days: 365 }

  constructor(db: Database) {
    super(db, {
      table: 'admin_token',
      old: 'least(expires_at, revoked_at) < $1::timestamptz',
    })
  }
}
