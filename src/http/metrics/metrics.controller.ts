import { Controller, Get, Headers, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { Metrics } from '../../telemetry/index.js'
import { PublicRoute } from '../route.js'
import { MetricsToken } from './metrics-token.js'
import { NoMetricsHere } from './metrics.errors.js'

/** Numbers about the server, on the port of the service: only for holders of the token. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly token: MetricsToken,
  ) {}

  // The token is none of the credentials that policies know.
  @Get()
  @PublicRoute()
  async show(
    @Headers('authorization') authorization: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    if (!this.token.matches(authorization)) throw new NoMetricsHere()
    reply.header('cache-control', 'no-store').type(this.metrics.contentType)
    return this.metrics.text()
  }
}
