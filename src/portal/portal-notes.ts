import { Injectable } from '@nestjs/common'
import { type NewSecurityEvent, SecurityEvents } from '../account/index.js'
import { Database } from '../database/index.js'

/** Notes what owners have done in the portal, where nothing below does. */
@Injectable()
export class PortalNotes {
  constructor(
    private readonly events: SecurityEvents,
    private readonly db: Database,
  ) {}

  note(event: NewSecurityEvent): Promise<void> {
    return this.events.note(this.db, event)
  }
}
