import { Body, Post, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { ApprovalAnswer, answerWith } from '../approvals/approval-answer.js'
import { BulkViews } from '../bulk/bulk-views.js'
import { BulkJobDto } from '../bulk/bulk.dto.js'
import { ACCEPTED } from '../jobs/job-location.interceptor.js'
import { EndpointChanges } from './endpoint-changes.js'
import { EndpointChangesDto } from './plc.dto.js'

/** Identities of many accounts are put right in the PLC directory. */
@AdminController('plc', 'Bulk work')
export class EndpointChangesController {
  constructor(
    private readonly changes: EndpointChanges,
    private readonly views: BulkViews,
  ) {}

  @Post('change-endpoint')
  @ApprovalAnswer()
  @AdminRoute('accounts.keys', {
    summary:
      'Lets the identities of all accounts, or those of a filter, name this server by its present address; takes accounts.bulk as well',
    answers: BulkJobDto,
    status: ACCEPTED,
    fresh: true,
  })
  async changePlcEndpoints(
    @Body() wanted: EndpointChangesDto,
    @By() by: Administrator,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const begun = await this.changes.order(wanted, by)
    return 'job' in begun ? this.views.view(begun.job) : answerWith(reply, begun.asked)
  }
}
