import { Body, Get, Headers, Post, Put, Query, Res } from '@nestjs/common'
import { ApiHeader, ApiQuery, ApiResponse } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { HandleDomains, RESERVED_DOCUMENT } from '../../identity/index.js'
import { ServiceDocuments } from '../../settings/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { InvalidFields } from '../admin.errors.js'
import { versionTag } from '../settings/document-change.js'
import { DomainChanges } from './domain-changes.js'
import { DryRunDto, HandlePolicyPlanDto, ReservedNamesDto } from './domains.dto.js'
import { HandleDecisions } from './handle-decisions.js'
import { PolicyPlans } from './policy-plans.js'
import { HandleDecisionDto, HandleDecisionsDto, HandlePreviewDto } from './handles.dto.js'

const OK = 200

/** Which handles there may be. */
@AdminController('handles', 'Domains')
export class HandlesController {
  constructor(
    private readonly domains: HandleDomains,
    private readonly changes: DomainChanges,
    private readonly decisions: HandleDecisions,
    private readonly documents: ServiceDocuments,
    private readonly plans: PolicyPlans,
  ) {}

  @Get('reserved')
  @AdminRoute('domains.view', {
    summary: 'Shows names that are kept back everywhere',
    answers: ReservedNamesDto,
    tagged: true,
  })
  getReservedNames(@Res({ passthrough: true }) reply: FastifyReply): ReservedNamesDto {
    reply.header('etag', versionTag(this.documents.versionOf(RESERVED_DOCUMENT)))
    const { add, remove } = this.domains.reserved
    return { add: [...add], remove: [...remove] }
  }

  @Put('reserved')
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @ApiResponse({
    status: OK,
    description: 'With dryRun: what that would make of the handles that there are.',
    type: HandlePolicyPlanDto,
  })
  @AdminRoute('domains.manage', {
    summary:
      'Says which names are kept back everywhere; with dryRun it is only told which handles would be refused',
    problems: ['setting_pinned', 'precondition_failed'],
  })
  updateReservedNames(
    @Body() names: ReservedNamesDto,
    @Query() { dryRun }: DryRunDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HandlePolicyPlanDto | void> {
    if (dryRun === 'true') {
      reply.status(OK)
      return this.plans.ofReserved(names)
    }
    return this.changes.reserve(names, ifMatch, by)
  }

  @Get('check')
  @ApiQuery({ name: 'handle', required: true, schema: { type: 'string' } })
  @AdminRoute('domains.view', {
    summary: 'Says whether a handle could be given out',
    answers: HandleDecisionDto,
  })
  checkHandle(@Query('handle') handle: unknown): Promise<HandleDecisionDto> {
    if (typeof handle !== 'string') throw new InvalidFields([{ at: 'handle', message: 'is needed, once' }])
    return this.decisions.decide(handle)
  }

  @Post('preview')
  @AdminRoute('domains.view', {
    summary: 'Tries a template for handles on people',
    answers: HandleDecisionsDto,
    status: OK,
    personal: true,
    problems: ['invalid_template'],
  })
  async previewHandles(@Body() { template, claims, domain }: HandlePreviewDto): Promise<HandleDecisionsDto> {
    return { data: await this.decisions.preview(template, claims, domain) }
  }
}
