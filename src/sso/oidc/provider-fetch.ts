import type { CustomFetch } from 'openid-client'
import type { Outbound } from '../../outbound/index.js'

/** Documents of providers are a few kilobytes. */
const RESPONSE_MAX_BYTES = 512 * 1024
const TIMEOUT_MS = 10_000

/** The way of openid-client to a provider: that of all requests of this server, with its limits. */
export function providerFetch(outbound: Outbound): CustomFetch {
  return async (url, { method, headers, body }) => {
    const answer = await outbound.request(url, {
      method,
      headers,
      ...(body != null && { body: textOf(body) }),
      timeoutMs: TIMEOUT_MS,
      responseMaxBytes: RESPONSE_MAX_BYTES,
    })
    const bytes = await answer.bytes()
    const type = answer.header('content-type')
    const hasBody = answer.status !== 204 && answer.status !== 304
    return new Response(hasBody ? new Uint8Array(bytes) : null, {
      status: answer.status,
      headers: type === undefined ? {} : { 'content-type': type },
    })
  }
}

/** All that is sent are forms. */
function textOf(body: unknown): string {
  if (typeof body === 'string' || body instanceof URLSearchParams) return String(body)
  throw new TypeError('a request to a provider has a body that is no form')
}
