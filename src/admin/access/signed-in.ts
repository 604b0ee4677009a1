import { stateOf } from '../../account/index.js'
import type { SignedInAccount } from '../../oauth/index.js'

/** Whoever has signed in longer ago has to do so again before they administer. */
export const SIGNED_IN_MAX_MS = 12 * 60 * 60 * 1000

/** Whether somebody may administer who is signed in, as far as that depends on when, and on the state of the account. */
export function isGoodToAdminister({ account, signedInAtMs }: SignedInAccount, nowMs: number): boolean {
  return signedInAtMs >= nowMs - SIGNED_IN_MAX_MS && stateOf(account) === 'active'
}
