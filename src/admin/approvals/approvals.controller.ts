import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { OrderDto } from '../accounts/accounts.dto.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { APPROVAL_LIST, ApprovalSearch } from './approval-search.js'
import { Approvals } from './approvals.js'
import { ApprovalDto } from './approvals.dto.js'

/** What cannot be undone, and waits for a second person. */
@AdminController('approvals', 'Approvals')
export class ApprovalsController {
  constructor(
    private readonly search: ApprovalSearch,
    private readonly approvals: Approvals,
  ) {}

  @Get()
  @AdminRoute('approvals.view', {
    summary: 'Lists what waits for a second person, and what became of it',
    answers: listOf(ApprovalDto),
    list: APPROVAL_LIST,
    personal: true,
  })
  listApprovals(@ListParam(APPROVAL_LIST) query: ListQuery) {
    return this.search.list(query)
  }

  @Post(':id/approve')
  @AdminRoute('approvals.decide', {
    summary: 'Agrees to what somebody else has asked for; it is done at once',
    fresh: true,
    problems: [
      ...['not_found', 'approval_closed', 'another_person_needed', 'outranked', 'on_hold'],
      ...['last_owner', 'AccountNotFound'],
    ],
  })
  approve(@Param('id') id: string, @Body() { reason }: OrderDto, @By() by: Administrator): Promise<void> {
    return this.approvals.approve(id, by, reason)
  }

  @Post(':id/deny')
  @AdminRoute('approvals.decide', {
    summary: 'Refuses what somebody has asked for; whoever asked takes it back by that',
    problems: ['not_found', 'approval_closed'],
  })
  deny(@Param('id') id: string, @Body() { reason }: OrderDto, @By() by: Administrator): Promise<void> {
    return this.approvals.deny(id, by, reason)
  }
}
