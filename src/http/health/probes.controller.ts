import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { PublicRoute } from '../route.js'
import { Readiness } from './readiness.js'

const UNAVAILABLE = 503

/** For orchestrators and load balancers: whether to restart this process, and whether to send it requests. */
@Controller()
export class ProbesController {
  constructor(private readonly readiness: Readiness) {}

  /** Whoever can answer lives. What is wrong elsewhere is not mended by a restart. */
  @Get('livez')
  @PublicRoute()
  live() {
    return { status: 'alive' }
  }

  @Get('readyz')
  @PublicRoute()
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { isReady, checks } = await this.readiness.report()
    reply.header('cache-control', 'no-store')
    if (!isReady) reply.status(UNAVAILABLE)
    return { status: isReady ? 'ready' : 'notReady', checks }
  }
}
