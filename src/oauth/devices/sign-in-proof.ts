import type { Arrival } from '../../account/index.js'

/** What showed that it is them: `code` is a password with a second factor that is no passkey and no mail. */
export const SIGN_IN_PROOFS = ['password', 'code', 'passkey', 'organization', 'owner-link'] as const
export type SignInProof = (typeof SIGN_IN_PROOFS)[number]

/** When somebody has shown who they are of whom nobody says when that was (ms since the epoch). */
export const UNTOLD_MS = 0

/** The same of somebody who was not looked at as closely as they have to be: longer ago than anything is good for. */
export const NOT_SHOWN_MS = 1

/** What somebody proved by a way to sign in, and when. */
export interface Proved {
  readonly by: SignInProof
  /** ms since the epoch, {@link UNTOLD_MS} or {@link NOT_SHOWN_MS}; absent: just now */
  readonly atMs?: number | undefined
}

/** What an arrival is worth. */
export function proofOf({ method, factor }: Pick<Arrival, 'method' | 'factor'>): SignInProof {
  if (method === 'sso') return 'organization'
  if (method === 'passkey' || factor === 'passkey') return 'passkey'
  return factor === 'totp' || factor === 'recovery-code' ? 'code' : 'password'
}
