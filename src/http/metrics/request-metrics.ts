import { Injectable } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Metrics, SECONDS, type Timing, Timings } from '../../telemetry/index.js'
import { methodOf, XRPC_ROOT } from '../../xrpc/index.js'

const XRPC_PREFIX = `/${XRPC_ROOT}/`
const STATUS_CLASSES = ['aborted', '1xx', '2xx', '3xx', '4xx', '5xx']
const ABORTED = 0

/** What no route answers. */
const NO_ROUTE = 'none'

/** How long requests take, by method or route and by class of the status. */
@Injectable()
export class RequestMetrics {
  readonly #timings = new Timings(SECONDS, 'route', 'status')
  /** by route and class of the status, so that nothing is put together for each request */
  readonly #held = new Map<string, Timing[]>()

  constructor(metrics: Metrics) {
    metrics.expose(
      'pds_http_request_seconds',
      'Time from the head of a request to the end of its answer, by method or route and class of the status.',
      this.#timings,
    )
  }

  /** A request is over: its answer was sent, or its client has gone. */
  observe(request: FastifyRequest, reply: FastifyReply, wasSent: boolean): void {
    const status = wasSent ? Math.floor(reply.raw.statusCode / 100) : ABORTED
    this.#timing(routeOf(request), status).observe(reply.elapsedTime / 1000)
  }

  #timing(route: string, status: number): Timing {
    let held = this.#held.get(route)
    if (!held) this.#held.set(route, (held = []))
    return (held[status] ??= this.#timings.of(route, STATUS_CLASSES[status] ?? String(status)))
  }
}

/** The method, or the route as it was declared: what clients make up has no part in it. */
function routeOf(request: FastifyRequest): string {
  const nsid = methodOf(request)
  if (nsid !== undefined) return nsid
  const { url } = request.routeOptions
  if (url === undefined) return NO_ROUTE
  return url.startsWith(XRPC_PREFIX) ? url.slice(XRPC_PREFIX.length) : url
}
