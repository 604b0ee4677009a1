import type { Arrival } from '../../account/index.js'

/** What showed that it is them: `code` is a password with a second factor that is no passkey and no mail. */
export const SIGN_IN_PROOFS = ['password', 'code', 'passkey', 'organization', 'owner-link'] as const
export type SignInProof = (typeof SIGN_IN_PROOFS)[number]

/** What somebody proved by a way to sign in, and when. */
export interface Proved {
  readonly by: SignInProof
  /** ms since the epoch, 0 where nobody says; absent: just now */
  readonly atMs?: number | undefined
}

/** What an arrival is worth. */
export function proofOf({ method, factor }: Pick<Arrival, 'method' | 'factor'>): SignInProof {
  if (method === 'sso') return 'organization'
  if (method === 'passkey' || factor === 'passkey') return 'passkey'
  return factor === 'totp' || factor === 'recovery-code' ? 'code' : 'password'
}
