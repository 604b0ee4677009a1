import { Controller, Get, Req, Res } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AdminEntranceConfig } from '../config/index.js'
import { pageHeaders, PublicRoute } from '../http/index.js'
import { limitBy, MINUTE_MS } from '../xrpc/index.js'
import { DashboardConfig } from './dashboard.config.js'
import { DashboardDocument } from './dashboard-document.js'
import { NoSuchPage, WrongHost } from './dashboard.errors.js'

/** Nothing inline, nothing from elsewhere, no frame around it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  // Looks are shown before they are in use.
  "frame-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  ...pageHeaders(POLICY),
  'cache-control': 'no-store',
  'cross-origin-resource-policy': 'same-origin',
}

/** What is below /admin and belongs to programs. */
const OF_PROGRAMS = /^\/admin\/(v1|session|openapi\.json)(\/|$)/

const views = limitBy('ip', 600, 5 * MINUTE_MS, { bucket: 'dashboard' })

/** Shows the dashboard. Every address of it is the same document; its scripts read the address. */
@Controller('admin')
export class DashboardController {
  readonly #host: string

  constructor(
    private readonly document: DashboardDocument,
    private readonly config: DashboardConfig,
    private readonly entrance: AdminEntranceConfig,
  ) {
    this.#host = new URL(entrance.origin).host
  }

  @Get(['', '*'])
  @PublicRoute(views)
  show(@Req() { raw, host }: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): string {
    const path = (raw.url ?? '').split('?', 1)[0]!
    if (!this.config.enabled || OF_PROGRAMS.test(path)) throw new NoSuchPage()
    if (host.toLowerCase() !== this.#host) throw new WrongHost(this.entrance.origin)
    reply.removeHeader('access-control-allow-origin')
    reply.headers(HEADERS).type('text/html; charset=utf-8')
    return this.document.draw()
  }
}
