import { EmailTaken, HandleTaken, PasswordTooLong, SingleSignOnRequired } from '../../account/index.js'
import { AccountLocked, InvalidPasskey } from '../../auth/index.js'
import type { Refusal } from '../../refusal.js'
import { TermsNotAgreed } from '../../terms/index.js'
import { SignInExpired } from '../oauth.errors.js'
import type { PageProblem } from '../page-state.js'

const BY_CODE: Readonly<Record<string, PageProblem>> = {
  AuthenticationRequired: 'wrong-credentials',
  AccountTakedown: 'account-suspended',
  RateLimitExceeded: 'too-many-attempts',
  InvalidToken: 'wrong-code',
  ExpiredToken: 'expired-code',
  HandleNotAvailable: 'handle-taken',
  InvalidHandle: 'handle-invalid',
  UnsupportedDomain: 'handle-invalid',
  InvalidInviteCode: 'invite-invalid',
  SignUpLimitReached: 'sign-up-limit',
  InvalidPassword: 'password-invalid',
}

/** What a page says about a refusal; `undefined` where no page has words for it. */
export function problemOf(refusal: Refusal): PageProblem | undefined {
  if (refusal instanceof SingleSignOnRequired) return 'organization-required'
  if (refusal instanceof AccountLocked) return 'account-locked'
  if (refusal instanceof InvalidPasskey) return 'passkey-failed'
  if (refusal instanceof SignInExpired) return 'sign-in-expired'
  if (refusal instanceof TermsNotAgreed) return 'terms-not-agreed'
  if (refusal instanceof EmailTaken) return 'email-taken'
  if (refusal instanceof HandleTaken) return 'handle-taken'
  if (refusal instanceof PasswordTooLong) return 'password-invalid'
  if (refusal.kind === 'unavailable' || refusal.kind === 'upstream') return 'unavailable'
  return BY_CODE[refusal.code] ?? (refusal.kind === 'invalid' ? 'email-invalid' : undefined)
}
