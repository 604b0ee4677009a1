import { Injectable } from '@nestjs/common'
import { inBatches, RetainedData } from '../../jobs/index.js'
import { InviteeStore } from './invitee.store.js'

/** Codes that are handled by one statement. */
const BATCH = 1_000

/** Addresses of those who were invited and never came. */
@Injectable()
export class UnusedInvitations extends RetainedData {
  override readonly dataClass = 'invited-addresses'
  override readonly help =
    'Email addresses of invite codes that nobody has used, from when these were switched off or over. The codes stay.'
  override readonly usual = { days: 30 }

  constructor(private readonly store: InviteeStore) {
    super()
  }

  override count(before: Date): Promise<number> {
    return this.store.countUnused(before)
  }

  override remove(before: Date): Promise<number> {
    return inBatches(BATCH, (limit) => this.store.forgetUnused(before, limit))
  }
}
