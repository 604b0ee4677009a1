import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { beginSpan, isTracing, type Span, type SpanStart } from '../telemetry/index.js'
import { callerOf, XRPC_ROOT } from '../xrpc/index.js'
import { whenOver } from './when-over.js'

const XRPC_PREFIX = `/${XRPC_ROOT}/`
const FAULT = 500

/** Makes every request a span, named after its method or route. To be called when it is known whether spans are made. */
export function traceRequests(server: FastifyInstance): void {
  if (!isTracing()) return
  server.addHook('onRequest', (request, reply, done) => {
    const span = beginSpan(startOf(request))
    if (!span) return done()
    whenOver(reply.raw, (wasSent) => end(span, request, reply, wasSent))
    span.run(done)
  })
}

function startOf({ method, routeOptions, raw, headers, id }: FastifyRequest): SpanStart {
  const route = routeOptions.url ?? ''
  const { traceparent, tracestate } = headers
  return {
    kind: 'server',
    name: route.startsWith(XRPC_PREFIX) ? route.slice(XRPC_PREFIX.length) : `${method} ${route}`.trim(),
    attributes: {
      'http.request.method': method,
      'http.route': route,
      // No query: it may carry secrets of pages.
      'url.path': (raw.url ?? '').split('?', 1)[0]!,
      'guildhall.request_id': id,
    },
    ...(typeof traceparent === 'string' && {
      parent: { traceparent, ...(typeof tracestate === 'string' && { tracestate }) },
    }),
  }
}

function end(span: Span, request: FastifyRequest, { raw }: FastifyReply, wasSent: boolean): void {
  const caller = callerOf(request)
  span.set({
    'http.response.status_code': raw.statusCode,
    ...(caller && 'did' in caller && { 'enduser.id': caller.did }),
  })
  if (!wasSent) return span.end('aborted')
  span.end(raw.statusCode >= FAULT ? String(raw.statusCode) : undefined)
}
