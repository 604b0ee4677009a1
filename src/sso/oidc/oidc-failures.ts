import { OutboundError } from '../../outbound/index.js'
import { SsoFailure } from '../sso.errors.js'

/** What openid-client tells of a problem. */
interface LibraryError {
  readonly code?: unknown
  readonly error?: unknown
  readonly error_description?: unknown
  readonly message?: unknown
  readonly cause?: unknown
}

const DETAIL_MAX = 500
/** Chains of causes are short; whatever makes one longer tells nothing more. */
const CAUSES_MAX = 6

/** Codes of openid-client for an answer that says no. */
const REFUSED = new Set(['OAUTH_AUTHORIZATION_RESPONSE_ERROR', 'OAUTH_RESPONSE_BODY_ERROR'])

/** Why a sign-in with a provider of OpenID Connect failed. @throws what is none of its problems */
export function asSsoFailure(error: unknown): SsoFailure {
  if (error instanceof SsoFailure) return error
  const causes = causesOf(error)
  const network = causes.find((one) => one instanceof OutboundError)
  if (network)
    return new SsoFailure('provider_unavailable', `The provider cannot be reached: ${network.message}.`, {
      failure: network.failure,
    })
  const { code, error: told, error_description: why } = error as LibraryError
  if (typeof code !== 'string') throw error
  if (REFUSED.has(code)) return refusedBy(String(told), typeof why === 'string' ? why : undefined)
  const detail = causes
    .map((one) => (one as LibraryError).message)
    .filter((text) => typeof text === 'string')
    .join(': ')
  if (code === 'OAUTH_RESPONSE_IS_NOT_CONFORM' || code === 'OAUTH_TIMEOUT')
    return new SsoFailure('provider_unavailable', `The provider does not answer as it should: ${detail}.`)
  return new SsoFailure('bad_answer', detail.slice(0, DETAIL_MAX), { code })
}

/** The provider has said no. @param told code of OAuth */
export function refusedBy(told: string, why: string | undefined): SsoFailure {
  const facts = { error: told.slice(0, DETAIL_MAX), description: why?.slice(0, DETAIL_MAX) }
  if (told === 'access_denied') return new SsoFailure('cancelled', 'The provider says access_denied.', facts)
  if (told === 'temporarily_unavailable')
    return new SsoFailure('provider_unavailable', 'The provider says temporarily_unavailable.', facts)
  return new SsoFailure('provider_error', `The provider says ${facts.error}.`, facts)
}

function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = []
  for (let at = error; at instanceof Error && causes.length < CAUSES_MAX; at = at.cause) causes.push(at)
  return causes
}
