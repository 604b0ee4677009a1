import type { FastifyInstance } from 'fastify'
import { whenOver } from '../when-over.js'
import type { RequestMetrics } from './request-metrics.js'

/** Measures every request until its end, of whatever kind that is. */
export function measureRequests(server: FastifyInstance, metrics: RequestMetrics): void {
  server.addHook('onRequest', (request, reply, done) => {
    whenOver(reply.raw, (wasSent) => metrics.observe(request, reply, wasSent))
    done()
  })
}
