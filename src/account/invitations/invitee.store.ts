import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** The addresses of those who were invited. What else is known of their codes stays. */
export abstract class InviteeStore {
  /** Forgets for which address the code was that an account was made with, if it was for nobody else. */
  abstract forget(tx: Queryable, did: Did): Promise<void>

  /** How many codes have an address that were switched off or over before a time, and never used. */
  abstract countUnused(before: Date): Promise<number>

  /**
   * Forgets these addresses, but of no code that has to do with an account that is held: of whoever made it, owns it, or
   * has the address.
   * @returns of how many codes, not more than `limit`
   */
  abstract forgetUnused(before: Date, limit: number): Promise<number>
}
