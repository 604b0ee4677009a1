import { OutboundError } from '../outbound/index.js'

/** A handle has 253 characters at most, an address 254. */
const NAME_LENGTH_MAX = 512
const TOKEN_LENGTH_MAX = 16 * 1024

/** What a session is made of. */
export interface PdsTokens {
  accessJwt: string
  refreshJwt: string
}

/* Any server can be the one that somebody comes from, and answer whatever it likes. */

/** What a server calls whom it has signed in, and what the session is made of. */
interface SessionAnswer extends PdsTokens {
  did: string
  handle: string
  email: string | undefined
}

/** The JSON object that an answer is. @throws {OutboundError} for what is none */
export function objectIn(text: string): object {
  const value = parsed(text)
  if (isObject(value)) return value
  throw noAnswer('the answer is no JSON object')
}

/** The session in an answer. @throws {OutboundError} where there is none */
export function sessionIn(answer: unknown): SessionAnswer {
  const tokens = tokensIn(answer)
  const { did, handle, email } = answer as Record<string, unknown>
  if (!isText(did) || !isText(handle) || !(email === undefined || email === null || isText(email)))
    throw noAnswer('the answer does not say whose session it is')
  return { ...tokens, did, handle, email: email ?? undefined }
}

/** What a session is made of, as an answer has it. @throws {OutboundError} where it has none */
export function tokensIn(answer: unknown): PdsTokens {
  const { accessJwt, refreshJwt } = isObject(answer) ? answer : ({} as Record<string, unknown>)
  if (isText(accessJwt, TOKEN_LENGTH_MAX) && isText(refreshJwt, TOKEN_LENGTH_MAX))
    return { accessJwt, refreshJwt }
  throw noAnswer('the answer has no session in it')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (cause) {
    throw noAnswer('the answer is not JSON', { cause })
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names and tokens have no control characters: they would come to a terminal, or into headers. */
function isText(value: unknown, lengthMax = NAME_LENGTH_MAX): value is string {
  return typeof value === 'string' && value.length <= lengthMax && !/\p{Cc}/u.test(value)
}

function noAnswer(message: string, options?: ErrorOptions): OutboundError {
  return new OutboundError('badBody', message, undefined, options)
}
