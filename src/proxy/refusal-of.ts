import { type OpenAnswer, OutboundError } from '../outbound/index.js'
import type { Refusal } from '../refusal.js'
import { ServiceRefused, ServiceUnreachable } from './proxy.errors.js'

/** What is read of an answer that is an error (bytes). */
const ERROR_MAX_BYTES = 64 * 1024

const ERRORS_FROM = 400
const FAULT = 500
const BAD_GATEWAY = 502

/** Headers that say something of an error. */
const OF_REFUSALS = ['retry-after', 'atproto-repo-rev']

/** Where the service says nothing itself. */
const MESSAGE = 'The service refused the call'
const NAMES: Readonly<Record<number, string>> = {
  400: 'InvalidRequest',
  401: 'AuthenticationRequired',
  403: 'Forbidden',
  404: 'XRPCNotSupported',
  413: 'PayloadTooLarge',
  429: 'RateLimitExceeded',
  501: 'MethodNotImplemented',
  503: 'NotEnoughResources',
  504: 'UpstreamTimeout',
}

/**
 * What an answer other than 2xx means to the caller. A fault of another service is not one of this server: 500 becomes
 * 502. Redirects lead to places that nobody has checked.
 */
export async function refusalOf(answer: OpenAnswer): Promise<Refusal> {
  if (answer.status < ERRORS_FROM) {
    answer.discard()
    return new ServiceUnreachable(new OutboundError('redirect', 'the service redirects', answer.status))
  }
  const { error, message } = await said(answer)
  const status = answer.status === FAULT ? BAD_GATEWAY : answer.status
  const code = error ?? NAMES[answer.status] ?? (status >= FAULT ? 'UpstreamFailure' : 'InvalidRequest')
  return new ServiceRefused(code, message ?? MESSAGE, { status, headers: passedOn(answer.headers) })
}

function passedOn(headers: OpenAnswer['headers']): Record<string, string> {
  const passed = OF_REFUSALS.map((name) => [name, headers[name]] as const)
  return Object.fromEntries(passed.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

/** The error in the body, if it is of XRPC. */
async function said(answer: OpenAnswer): Promise<{ error?: string; message?: string }> {
  try {
    const bytes = await answer.peek(ERROR_MAX_BYTES)
    const json = JSON.parse((bytes ?? '').toString()) as Record<string, unknown> | null
    return { ...text('error', json?.['error']), ...text('message', json?.['message']) }
  } catch (error) {
    if (error instanceof OutboundError || error instanceof SyntaxError) return {}
    throw error
  } finally {
    answer.discard()
  }
}

function text(name: 'error' | 'message', value: unknown): { error?: string; message?: string } {
  return typeof value === 'string' ? { [name]: value } : {}
}
