import { Refusal, type RefusalKind } from '../refusal.js'

/** Why a sign-in with an organization did not succeed. */
export type SsoFailureCode =
  | 'cancelled'
  | 'provider_unavailable'
  | 'provider_error'
  | 'bad_answer'
  | 'missing_claim'
  | 'group_overage'
  | 'domain_not_allowed'
  | 'group_not_allowed'
  | 'authentication_too_weak'
  | 'not_asked_anew'
  | 'not_invited'
  | 'awaiting_approval'
  | 'wrong_account'
  | 'already_linked'
  | 'busy'
  | 'expired'
  | 'other_browser'
  | 'connection_off'
  | 'no_account_allowed'
  | 'last_sign_in'

const KINDS: Partial<Record<SsoFailureCode, RefusalKind>> = {
  provider_unavailable: 'unavailable',
  provider_error: 'upstream',
  domain_not_allowed: 'forbidden',
  group_not_allowed: 'forbidden',
  authentication_too_weak: 'forbidden',
  not_asked_anew: 'forbidden',
  not_invited: 'forbidden',
  awaiting_approval: 'forbidden',
  no_account_allowed: 'forbidden',
  already_linked: 'conflict',
  busy: 'conflict',
}

/** Signing in with an organization did not succeed. */
export class SsoFailure extends Refusal {
  /**
   * @param reason what members are told; pages have words for it
   * @param detail for administrators, in a trace: what exactly was wrong
   * @param facts more for the trace; no secrets
   */
  constructor(
    readonly reason: SsoFailureCode,
    readonly detail: string,
    readonly facts: Readonly<Record<string, unknown>> = {},
  ) {
    super(`sso_${reason}`, KINDS[reason] ?? 'invalid', `Signing in with the organization failed: ${reason}.`)
  }
}
