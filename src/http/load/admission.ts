import type { FastifyInstance } from 'fastify'
import { XRPC_ROOT } from '../../xrpc/index.js'
import type { Draining } from '../health/draining.js'
import { whenOver } from '../when-over.js'
import { ServerOverloaded, ServerStopping } from './load.errors.js'
import type { LoadShedding } from './load-shedding.js'

/** Whoever looks after a server in trouble must get in. */
const ALWAYS = new Set(['/livez', '/readyz', '/metrics', `/${XRPC_ROOT}/_health`])
const ADMINISTRATION = ['/admin', `/${XRPC_ROOT}/com.atproto.admin.`]

/** Counts requests under way, and turns others away while there is too much to do, or nothing more is to be done. */
export function admitRequests(server: FastifyInstance, load: LoadShedding, draining: Draining): void {
  server.addHook('onRequest', (request, reply, done) => {
    if (draining.turnsAway && !isProbe(request.raw.url ?? '')) {
      reply.header('connection', 'close')
      return done(new ServerStopping())
    }
    if (load.isOverloaded && !isExempt(request.raw.url ?? '')) {
      load.refused()
      return done(new ServerOverloaded())
    }
    load.enter()
    whenOver(reply.raw, () => load.leave())
    done()
  })
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
