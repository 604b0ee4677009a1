import type { Account } from '../../account/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { SsoFailure } from '../sso.errors.js'

const WRONG = 'The application asks for another account.'

/** An application that has named an account gets that one, or none. @throws {SsoFailure} */
export function assertWanted({ did, handle, email }: Account, hint: string | undefined): void {
  if (hint === undefined || [did, handle, email].includes(hint.toLowerCase()) || hint === did) return
  throw new SsoFailure('wrong_account', WRONG, { wanted: hint, found: did })
}

/** Whoever has no account can be nobody but the owner of an address that was named. @throws {SsoFailure} */
export function assertNewcomerWanted({ email }: VerifiedClaims, hint: string | undefined): void {
  if (hint === undefined || (email !== undefined && hint.toLowerCase() === email)) return
  throw new SsoFailure('wrong_account', WRONG, { wanted: hint, found: 'somebody without an account' })
}
