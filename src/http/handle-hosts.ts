import type { FastifyInstance } from 'fastify'
import { STATUS_CODES } from 'node:http'

/** What hosts of handles are for. */
const SERVED = new Set(['/.well-known/atproto-did', '/.well-known/did.json'])

const NOT_FOUND = 404

/**
 * Tells which hosts stand for accounts: those of our domains, but for the service itself.
 * @param isBelow whether a name is one of our domains, or below one
 * @returns takes the value of a `Host` header
 */
export function handleHostsOf(
  hostname: string,
  isBelow: (name: string) => boolean,
): (host: string) => boolean {
  return (host) => {
    const name = host.toLowerCase().replace(/\.?(?::\d+)?$/, '')
    return name !== hostname && isBelow(name)
  }
}

/**
 * Leaves hosts of handles nothing but what proves them. They are names that members choose: nothing of the service
 * is to be had under them, so that no cookie, session or page of it ever belongs to one.
 */
export function closeHandleHosts(server: FastifyInstance, isHandleHost: (host: string) => boolean): void {
  server.addHook('onRequest', (request, reply, done) => {
    const path = (request.raw.url ?? '').split('?', 1)[0]!.replace(/\/$/, '')
    if (SERVED.has(path) || !isHandleHost(request.host)) return done()
    reply
      .status(NOT_FOUND)
      .type('application/problem+json')
      .serializer((body: unknown) => JSON.stringify(body))
      .send({ type: 'about:blank', title: STATUS_CODES[NOT_FOUND], status: NOT_FOUND })
  })
}
