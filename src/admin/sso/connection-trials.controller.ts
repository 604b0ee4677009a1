import { Body, Get, Param, Post } from '@nestjs/common'
import { ConnectionChecks } from '../../sso/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ConnectionTrials } from './connection-trials.js'
import { ConnectionViews, TRACE_LIST } from './connection-views.js'
import {
  ConnectionHealthDto,
  ConnectionMetadataDto,
  ConnectionTestDto,
  SsoTraceDto,
} from './connections.dto.js'
import { PolicyPreviewDto, PolicyTrialDto } from './policy-preview.dto.js'
import { PolicyPreview } from './policy-preview.js'

const OK = 200
const NOT_FOUND = ['not_found']

/** Whether connections work, and why somebody could not sign in. */
@AdminController('sso/connections/:id', 'Single sign-on')
export class ConnectionTrialsController {
  constructor(
    private readonly views: ConnectionViews,
    private readonly trials: ConnectionTrials,
    private readonly checks: ConnectionChecks,
    private readonly preview: PolicyPreview,
  ) {}

  @Get('metadata')
  @AdminRoute('connections.view', {
    summary: 'Shows what the provider has to be told of this server',
    answers: ConnectionMetadataDto,
    problems: NOT_FOUND,
  })
  getConnectionMetadata(@Param('id') id: string): Promise<ConnectionMetadataDto> {
    return this.views.metadata(id)
  }

  @Post('test')
  @AdminRoute('connections.manage', {
    summary: 'Begins a sign-in that tries a connection',
    answers: ConnectionTestDto,
    fresh: true,
    problems: NOT_FOUND,
  })
  testConnection(@Param('id') id: string, @By() { agent }: Administrator): Promise<ConnectionTestDto> {
    return this.trials.begin(id, agent)
  }

  @Post('health')
  @AdminRoute('connections.manage', {
    summary: 'Looks whether a connection works, now',
    answers: ConnectionHealthDto,
    fresh: true,
    problems: NOT_FOUND,
  })
  async checkConnection(
    @Param('id') id: string,
    @By() { agent }: Administrator,
  ): Promise<ConnectionHealthDto> {
    const health = await this.checks.check(await this.views.find(id), agent)
    return { ...health, checks: [...health.checks] }
  }

  @Post('policy/preview')
  @AdminRoute('connections.view', {
    summary: 'Says whose roles, quota and access would change if the rules were others',
    answers: PolicyPreviewDto,
    status: OK,
    personal: true,
    problems: NOT_FOUND,
  })
  previewPolicy(@Param('id') id: string, @Body() { policy }: PolicyTrialDto): Promise<PolicyPreviewDto> {
    return this.preview.of(id, policy)
  }

  @Get('traces')
  @AdminRoute('connections.view', {
    summary: 'Lists what became of sign-ins, the latest first',
    answers: listOf(SsoTraceDto),
    list: TRACE_LIST,
    personal: true,
    problems: NOT_FOUND,
  })
  listConnectionTraces(@Param('id') id: string, @ListParam(TRACE_LIST) query: ListQuery) {
    return this.views.listTraces(id, query)
  }
}
