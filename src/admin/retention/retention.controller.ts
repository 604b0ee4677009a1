import { Body, Get, Headers, Post, Put, Res } from '@nestjs/common'
import { ApiHeader } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { entityTag } from '../api/entity-tag.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { ACCEPTED } from '../jobs/job-location.interceptor.js'
import { RetentionAdmin } from './retention-admin.js'
import { RetentionChange } from './retention-change.js'
import {
  RetentionOrderDto,
  RetentionPlanDto,
  RetentionRulesDto,
  RetentionWishesDto,
} from './retention.dto.js'

const OK = 200

/** How long which data are kept. */
@AdminController('retention', 'Retention')
export class RetentionController {
  constructor(
    private readonly retention: RetentionAdmin,
    private readonly changes: RetentionChange,
  ) {}

  @Get()
  @AdminRoute('retention.view', {
    summary: 'Shows how long which data are kept',
    answers: RetentionRulesDto,
    tagged: true,
  })
  async getRetention(@Res({ passthrough: true }) reply: FastifyReply): Promise<RetentionRulesDto> {
    const rules = await this.retention.show()
    reply.header('etag', entityTag(rules))
    return rules
  }

  @Put()
  @ApprovalAnswer()
  @ApiHeader({ name: 'If-Match', required: false, description: 'The ETag that was seen.' })
  @AdminRoute('retention.manage', {
    summary: 'Says how long data are kept; of the audit, with audit.manage only',
    answers: RetentionRulesDto,
    fresh: true,
    problems: ['precondition_failed', 'unknown_data_class', 'retention_pinned', 'retention_too_short'],
  })
  async putRetention(
    @Body() { data }: RetentionWishesDto,
    @Headers('if-match') ifMatch: string | undefined,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const done = await this.changes.order(data, ifMatch, by)
    return 'rules' in done ? done.rules : answerWith(reply, done.asked)
  }

  @Post('run')
  @AdminRoute('retention.manage', {
    summary: 'Lets data go whose time is over; with dryRun it is only told how much that is (200)',
    answers: RetentionPlanDto,
    status: ACCEPTED,
    fresh: true,
  })
  runRetention(
    @Body() { dryRun = false }: RetentionOrderDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RetentionPlanDto> {
    if (!dryRun) return this.retention.begin(by)
    reply.status(OK)
    return this.retention.plan()
  }
}
