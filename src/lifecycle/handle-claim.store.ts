import type { Did, Handle } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/**
 * A handle on its way to an account. From the claim on nobody else can have it, and a crash between the change of
 * the identity and that of the account leaves something that can be found.
 */
export interface HandleClaim {
  readonly did: Did
  readonly handle: Handle
}

/** Where claims are kept. */
export abstract class HandleClaimStore {
  /**
   * Claims a handle for an account; claiming it again renews the claim.
   * @returns what is in the way: somebody else has, claims or is about to get the handle, or the account is on its
   * way to another one
   */
  abstract claim(claim: HandleClaim, now: Date): Promise<'claimed' | 'taken' | 'busy'>

  /** Ends a claim, if it is still there. */
  abstract release(on: Queryable, claim: HandleClaim): Promise<void>

  /** Ends the claim of an account, whatever it is. */
  abstract releaseAll(on: Queryable, did: Did): Promise<void>

  /** Claims that were neither made nor renewed since `untouchedSince`, at most `limit`. */
  abstract abandoned(untouchedSince: Date, limit: number): Promise<HandleClaim[]>
}
