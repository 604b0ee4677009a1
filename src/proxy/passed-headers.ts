import type { IncomingHttpHeaders } from 'node:http'
import type { OpenAnswer } from '../outbound/index.js'

/** Headers of a call that services get to see; credentials and addresses of members are not among them. */
const OF_CALLS = ['accept-language', 'atproto-accept-labelers', 'x-bsky-topics'] as const

/** Headers of its body. */
const OF_BODIES = ['content-type', 'content-encoding', 'content-length'] as const

/** Headers of an answer that the caller gets to see. */
const OF_ANSWERS = [
  'atproto-content-labelers',
  'atproto-repo-rev',
  'content-encoding',
  'content-language',
  'content-length',
  'content-type',
  'retry-after',
] as const

/** What a service answers comes from this origin: nothing of it may run here as a page. */
const GUARDS = {
  'content-security-policy': "default-src 'none'; sandbox",
  'x-content-type-options': 'nosniff',
} as const

/**
 * The headers with which a call is passed on.
 * @param codings that the caller takes: `accept-encoding`
 * @param hasBody whether a body goes along
 */
export function callHeaders(
  headers: IncomingHttpHeaders,
  codings: string,
  hasBody: boolean,
): Record<string, string> {
  const passed: Record<string, string> = { 'accept-encoding': codings }
  copy(headers, OF_CALLS, passed)
  if (hasBody) copy(headers, OF_BODIES, passed)
  return passed
}

/** The headers with which an answer is passed on. */
export function answerHeaders(headers: OpenAnswer['headers']): Record<string, string> {
  const passed: Record<string, string> = { ...GUARDS }
  copy(headers, OF_ANSWERS, passed)
  return passed
}

function copy(
  from: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
  to: Record<string, string>,
): void {
  for (const name of names) {
    const value = from[name]
    if (value !== undefined) to[name] = typeof value === 'string' ? value : value.join(', ')
  }
}
