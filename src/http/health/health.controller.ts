import { Controller, Get, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { ServiceConfig } from '../../config/index.js'
import { KnownProblems, Log } from '../../telemetry/index.js'
import { XRPC_ROOT } from '../../xrpc/index.js'
import { HealthCheck } from './health-check.js'
import { PublicRoute } from '../route.js'

const UNAVAILABLE = 503

/** For load balancers and monitors. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheck,
    private readonly problems: KnownProblems,
    private readonly config: ServiceConfig,
    private readonly log: Log,
  ) {}

  @Get(`${XRPC_ROOT}/_health`)
  @PublicRoute()
  async show(@Res({ passthrough: true }) reply: FastifyReply) {
    const { version } = this.config
    try {
      await this.health.check()
      const problems = this.problems.all()
      return { version, ...(problems && { problems }) }
    } catch (error) {
      this.log.error({ err: error }, 'the server is not healthy')
      reply.status(UNAVAILABLE)
      return { version, error: 'Service Unavailable' }
    }
  }
}
