import { Controller, Get, Query } from '@nestjs/common'
import { PublicRoute } from '../http/index.js'
import { limitBy, MINUTE_MS } from '../xrpc/index.js'
import { NoTlsDomain } from './account.errors.js'
import { TlsHosts } from './tls-hosts.js'

/** A proxy asks once for each host, and then has a certificate: this is for many new members at a time. */
const CHECKS = limitBy('ip', 3_000, 5 * MINUTE_MS, { bucket: 'tls-check' })

/** Whether a proxy that gets certificates on demand (Caddy's `on_demand_tls`) is to get one for a host. */
@Controller()
export class TlsCheckController {
  constructor(private readonly hosts: TlsHosts) {}

  @Get('tls-check')
  @PublicRoute(CHECKS)
  async check(@Query('domain') domain: unknown) {
    if (typeof domain !== 'string' || domain === '') throw new NoTlsDomain()
    await this.hosts.check(domain)
    return { success: true }
  }
}
