/* What every page of the account portal shows, whatever else it is about. Types only, as in portal-state.ts. */

/** What was wrong with what was sent last; pages have words for it. */
export type PortalProblem =
  | 'wrong-password'
  | 'last-sign-in'
  | 'too-many-attempts'
  | 'passkey-failed'
  | 'sign-in-expired'
  | 'wrong-code'
  | 'expired-code'
  | 'missing-field'
  | 'name-invalid'
  | 'name-taken'
  | 'email-invalid'
  | 'email-taken'
  | 'no-email'
  | 'password-invalid'
  | 'handle-invalid'
  | 'handle-taken'
  | 'handle-not-resolving'
  | 'handle-under-way'
  | 'identity-elsewhere'
  | 'not-sure'
  | 'factor-exists'
  | 'passkeys-too-many'
  | 'unavailable'

/** What was done just now. */
export type PortalDone =
  | 'session-ended'
  | 'others-ended'
  | 'app-removed'
  | 'app-password-removed'
  | 'code-sent'
  | 'email-confirmed'
  | 'email-changed'
  | 'language-changed'
  | 'factor-on'
  | 'factor-off'
  | 'password-changed'
  | 'factor-added'
  | 'factor-removed'
  | 'passkey-renamed'
  | 'handle-changed'
  | 'deactivated'
  | 'reactivated'

/** Whose account it is. */
export interface MemberView {
  readonly did: string
  readonly handle: string
  readonly isActive: boolean
  /** whether it is suspended or taken down: there is nothing but copies of what it has */
  readonly isSanctioned: boolean
  /** when a suspension ends by itself */
  readonly suspendedUntil?: string | undefined
  /** when a deactivated account will be deleted */
  readonly deleteAfter?: string | undefined
  /** whether other accounts are signed in in this browser as well */
  readonly hasOthers: boolean
}

/** Around every page of an account. */
export interface PortalFrame {
  /** value of the hidden field `csrf` */
  readonly csrf: string
  /** where the forms of the page post to, a path on this server */
  readonly action: string
  /** the address of the overview; the other pages are below it */
  readonly root: string
  readonly member: MemberView
  readonly problem?: PortalProblem | undefined
  readonly done?: PortalDone | undefined
}
