import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { isNotHeld, RetainedRows } from '../../jobs/index.js'

/** Roles that were given for a time. */
@Injectable()
export class EndedAssignments extends RetainedRows {
  override readonly dataClass = 'ended-roles'
  override readonly help =
    'Roles that were given until a day, from that day on. Those of members who are held stay.'
  override readonly usual = { days: 365 }

  constructor(db: Database) {
    super(db, {
      table: 'admin_role_assignment',
      old: `expires_at < $1::timestamptz AND ${isNotHeld('admin_role_assignment.did')}`,
    })
  }
}
