import { Controller, Header, HttpCode, Param, Post, Req, UseFilters } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { readForm } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { limitBy, MINUTE_MS } from '../../xrpc/index.js'
import { BackchannelLogout } from './backchannel-logout.js'
import { LogoutFilter } from './logout.filter.js'

const OK = 200
/** A provider logs many people out from one address. */
const LIMIT = limitBy('ip', 3_000, MINUTE_MS, { bucket: 'sso-logouts' })

/** Where providers announce that somebody was logged out. */
@Controller('sso/connections/:id')
@UseFilters(LogoutFilter)
export class LogoutController {
  constructor(
    private readonly logouts: BackchannelLogout,
    private readonly clock: Clock,
  ) {}

  @Post('backchannel-logout')
  @HttpCode(OK)
  @Header('cache-control', 'no-store')
  @PublicRoute(LIMIT)
  async logOut(@Param('id') id: string, @Req() { raw }: FastifyRequest): Promise<void> {
    const token = (await readForm(raw)).get('logout_token') ?? ''
    await this.logouts.take(id, token, this.clock.nowMs())
  }
}
