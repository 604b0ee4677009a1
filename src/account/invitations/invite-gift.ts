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
  /** Whether it is only for somebody who has shown that they read the mail of the address that was invited. */
  readonly takesProof: boolean = false

  /** Does so in the transaction that makes the account, or in the one that confirms its address. */
  abstract give(tx: Queryable, did: Did, invite: RedeemedInvite): Promise<void>
}
