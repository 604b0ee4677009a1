import {
  AppPasswordNameTaken,
  CodeRequired,
  EmailInUse,
  EmailNotSupported,
  InvalidAppPasswordName,
  NoEmail,
} from '../account/index.js'
import { FactorExists, InvalidPasskeyName, TooManyPasskeys } from '../auth/index.js'
import { HandleNotResolving } from '../identity/index.js'
import { DidNotReady, HandleChangeUnderWay } from '../lifecycle/index.js'
import { problemOf as oauthProblemOf } from '../oauth/index.js'
import { Refusal } from '../refusal.js'
import { SsoFailure } from '../sso/index.js'
import { MissingField, NotSure } from './portal.errors.js'
import type { PortalProblem } from './portal-frame.js'

type RefusalClass = abstract new (...args: never[]) => Refusal

const BY_CLASS: readonly (readonly [RefusalClass, PortalProblem])[] = [
  // The only one that somebody can meet here.
  [SsoFailure, 'last-sign-in'],
  [MissingField, 'missing-field'],
  [NotSure, 'not-sure'],
  [InvalidAppPasswordName, 'name-invalid'],
  [InvalidPasskeyName, 'name-invalid'],
  [FactorExists, 'factor-exists'],
  [TooManyPasskeys, 'passkeys-too-many'],
  [AppPasswordNameTaken, 'name-taken'],
  [CodeRequired, 'wrong-code'],
  [EmailNotSupported, 'email-invalid'],
  [EmailInUse, 'email-taken'],
  [NoEmail, 'no-email'],
  [HandleNotResolving, 'handle-not-resolving'],
  [HandleChangeUnderWay, 'handle-under-way'],
  [DidNotReady, 'identity-elsewhere'],
]

/** What the sign-in pages say about the same refusals, where it is the same here. */
const SHARED: ReadonlySet<string> = new Set([
  'too-many-attempts',
  'wrong-code',
  'passkey-failed',
  'sign-in-expired',
  'expired-code',
  'handle-invalid',
  'handle-taken',
  'password-invalid',
  'unavailable',
] satisfies PortalProblem[])

/** What a page says about a refusal; `undefined` where no page has words for it. */
export function problemOf(refusal: Refusal): PortalProblem | undefined {
  const known = BY_CLASS.find(([kind]) => refusal instanceof kind)
  if (known) return known[1]
  const shared = oauthProblemOf(refusal)
  if (shared === 'wrong-credentials') return 'wrong-password'
  return shared !== undefined && SHARED.has(shared) ? (shared as PortalProblem) : undefined
}
