import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { RetainedRows } from '../../jobs/index.js'

/** Answers of the administration that may be asked for again. */
@Injectable()
export class OldAnswers extends RetainedRows {
  override readonly dataClass = 'idempotent-answers'
  override readonly help = 'Answers to requests with an Idempotency-Key, which are given again for 24 hours.'
  override readonly usual = { days: 1 }

  constructor(db: Database) {
    super(db, {
      table: 'admin_idempotency',
      old: 'created_at < $1::timestamptz',
    })
  }
}
