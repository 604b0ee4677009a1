import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { isNotHeld, RetainedRows } from '../../jobs/index.js'

/** What directories have asked for long ago. */
@Injectable()
export class OldScimEvents extends RetainedRows {
  override readonly dataClass = 'directory-events'
  override readonly help =
    'What directories have asked for, with names of people. What is of members who are held stays.'
  override readonly usual = { days: 90 }

  constructor(db: Database) {
    super(db, {
      table: 'scim_event',
      old: `at < $1::timestamptz AND ${isNotHeld('scim_event.did')}`,
    })
  }
}
