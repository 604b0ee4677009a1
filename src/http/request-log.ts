import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Log, type Random, withRequestId } from '../telemetry/index.js'
import { callerOf, XRPC_ROOT } from '../xrpc/index.js'

const HEADER = 'x-request-id'

/** What a proxy may call a request; anything else is replaced. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/

/** Asked for all the time, by machines. */
const QUIET = new Set([
  `/${XRPC_ROOT}/_health`,
  '/livez',
  '/readyz',
  '/metrics',
  '/robots.txt',
  '/favicon.ico',
])

/** Gives every request an id, its own or one of ours, says it in the answer, and logs a line when it was answered. */
export function observeRequests(server: FastifyInstance, random: Random, log: Log): void {
  server.addHook('onRequest', (request, reply, done) => {
    const given = request.headers[HEADER]
    const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : random.uuid()
    request.id = id
    reply.header(HEADER, id)
    const { 'user-agent': userAgent, 'accept-language': acceptLanguage } = request.headers
    withRequestId(id, done, { ip: request.ip, userAgent, acceptLanguage })
  })
  server.addHook('onResponse', (request, reply, done) => {
    if (log.writes('info')) withRequestId(request.id, () => report(log, request, reply, 'request'))
    done()
  })
  server.addHook('onRequestAbort', (request, done) => {
    withRequestId(request.id, () => log.info(factsOf(request), 'request aborted by the client'))
    done()
  })
}

function report(log: Log, request: FastifyRequest, reply: FastifyReply, message: string): void {
  const facts = factsOf(request)
  const level = QUIET.has(facts.path) ? 'debug' : 'info'
  log[level]({ ...facts, status: reply.statusCode, ms: Math.round(reply.elapsedTime * 10) / 10 }, message)
}

/** No query: it may carry secrets of pages. */
function factsOf(request: FastifyRequest) {
  const caller = callerOf(request)
  return {
    method: request.method,
    path: (request.raw.url ?? '').split('?', 1)[0]!,
    ip: request.ip,
    ...(caller && 'did' in caller && { did: caller.did }),
  }
}
