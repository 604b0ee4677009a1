import { SsoFailure, type SsoFailureCode } from '../sso.errors.js'
import { SamlProblem, type SamlProblemCode } from './wire/saml-problem.js'

/** The way of a status to say that somebody does not want to, or may not. */
const CANCELLED = /^(Requester|Responder): (AuthnFailed|RequestDenied|NoPassive)/
const TOO_WEAK = /NoAuthnContext/

/** A message that is not believed, as members and traces are told of it. */
export function asSsoFailure(error: unknown): unknown {
  if (!(error instanceof SamlProblem)) return error
  return samlFailure(error.code, error.message)
}

export function samlFailure(code: SamlProblemCode | 'replayed', message: string): SsoFailure {
  const detail = `The message of the provider is not believed (${code}): ${message}.`
  return new SsoFailure(code === 'status' ? reasonOf(message) : 'bad_answer', detail, { problem: code })
}

function reasonOf(status: string): SsoFailureCode {
  if (TOO_WEAK.test(status)) return 'authentication_too_weak'
  return CANCELLED.test(status) ? 'cancelled' : 'provider_error'
}
