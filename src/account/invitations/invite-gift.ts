import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { UsableInvite } from '../invite-code.js'

/** A code that was just used. */
export interface RedeemedInvite extends UsableInvite {
  /** enough of it to tell which it was */
  readonly shownCode: string
}

/** Gives new members something that invite codes promise. Every provider of this class is found by itself. */
export abstract class InviteGift {
  /** Does so in the transaction that makes the account. */
  abstract give(tx: Queryable, did: Did, invite: RedeemedInvite): Promise<void>
}
