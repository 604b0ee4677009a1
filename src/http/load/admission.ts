import type { FastifyInstance } from 'fastify'
import type { Refusal } from '../../refusal.js'
import { XRPC_ROOT } from '../../xrpc/index.js'
import type { Draining } from '../health/draining.js'
import type { RequestMetrics } from '../metrics/request-metrics.js'
import { whenOver } from '../when-over.js'
import { ServerOverloaded, ServerStopping } from './load.errors.js'
import type { LoadShedding } from './load-shedding.js'

/** Whoever looks after a server in trouble must get in. */
const ALWAYS = new Set(['/livez', '/readyz', '/metrics', `/${XRPC_ROOT}/_health`])
const ADMINISTRATION = ['/admin', `/${XRPC_ROOT}/com.atproto.admin.`]

/** What is known of all requests. */
interface Counts {
  readonly load: LoadShedding
  readonly draining: Draining
  readonly metrics: RequestMetrics
}

/** Turns requests away while there is too much to do, or nothing more is to be done; counts all of them. */
export function admitRequests(server: FastifyInstance, { load, draining, metrics }: Counts): void {
  server.addHook('onRequest', (request, reply, done) => {
    const refusal = refusalOf(request.raw.url ?? '', load, draining)
    if (refusal) {
      if (draining.turnsAway) reply.header('connection', 'close')
      else load.refused()
    } else load.enter()
    whenOver(reply.raw, (wasSent) => {
      if (!refusal) load.leave()
      metrics.observe(request, reply, wasSent)
    })
    done(refusal)
  })
}

function refusalOf(url: string, load: LoadShedding, draining: Draining): Refusal | undefined {
  if (draining.turnsAway) return isProbe(url) ? undefined : new ServerStopping()
  return load.isOverloaded && !isExempt(url) ? new ServerOverloaded() : undefined
}

function isProbe(url: string): boolean {
  return ALWAYS.has(pathOf(url))
}

function isExempt(url: string): boolean {
  const path = pathOf(url)
  return ALWAYS.has(path) || ADMINISTRATION.some((start) => path.startsWith(start))
}

function pathOf(url: string): string {
  return url.split('?', 1)[0]!.replace(/(.)\/$/, '$1')
}
