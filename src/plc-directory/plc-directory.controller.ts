import {
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
} from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ServiceConfig } from '../config/index.js'
import { HealthCheck, PublicRoute } from '../http/index.js'
import { readOperation } from './operation-body.js'
import { PlcDirectory } from './plc-directory.js'
import { PlcDirectoryFilter } from './plc-directory.filter.js'
import { PlcDirectoryGuard } from './plc-directory.guard.js'
import { auditEntry, PlcExport } from './plc-export.js'

const UNAVAILABLE = 503

/** The methods of plc.directory (web.plc.directory/api), below /plc. */
@Controller('plc')
@UseGuards(PlcDirectoryGuard)
@UseFilters(PlcDirectoryFilter)
export class PlcDirectoryController {
  constructor(
    private readonly directory: PlcDirectory,
    private readonly operations: PlcExport,
    private readonly health: HealthCheck,
    private readonly config: ServiceConfig,
  ) {}

  @Get('_health')
  @PublicRoute()
  async showHealth(@Res({ passthrough: true }) reply: FastifyReply) {
    const { version } = this.config
    try {
      await this.health.check()
      return { version }
    } catch {
      reply.status(UNAVAILABLE)
      return { version, error: 'Service Unavailable' }
    }
  }

  @Get('export')
  @PublicRoute()
  async export(
    @Query('after') after: string | undefined,
    @Query('count') count: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    reply.type('application/jsonlines')
    return this.operations.page(after, count)
  }

  @Get(':did')
  @PublicRoute()
  async document(
    @Param('did') did: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const document = await this.directory.document(did)
    reply.type('application/did+ld+json')
    return JSON.stringify(document)
  }

  @Get(':did/data')
  @PublicRoute()
  async data(@Param('did') did: string) {
    return { did, ...(await this.directory.state(did)) }
  }

  @Get(':did/log')
  @PublicRoute()
  log(@Param('did') did: string) {
    return this.directory.log(did)
  }

  @Get(':did/log/last')
  @PublicRoute()
  last(@Param('did') did: string) {
    return this.directory.last(did)
  }

  @Get(':did/log/audit')
  @PublicRoute()
  async audit(@Param('did') did: string) {
    return (await this.directory.audit(did)).map(auditEntry)
  }

  @Post(':did')
  @HttpCode(200)
  @PublicRoute()
  async submit(@Param('did') did: string, @Req() request: FastifyRequest): Promise<string> {
    await this.directory.submit(did, await readOperation(request.raw))
    return 'OK'
  }
}
