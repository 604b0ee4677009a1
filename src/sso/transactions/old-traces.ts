import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { RetainedRows } from '../../jobs/index.js'

/** Traces hold what providers say of people. */
@Injectable()
export class OldTraces extends RetainedRows {
  override readonly dataClass = 'sso-traces'
  override readonly help =
    'What became of sign-ins with organizations, with what their providers have said of people. Those of members who are held stay.'
  override readonly usual = { days: 30 }

  constructor(db: Database) {
    super(db, {
      table: 'sso_trace',
      old: `at < $1::timestamptz AND NOT EXISTS (
        SELECT FROM external_identity AS person JOIN repo USING (did)
         WHERE is_held AND person.connection_id = sso_trace.connection_id AND person.subject = sso_trace.subject)`,
    })
  }
}
