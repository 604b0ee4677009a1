import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { NewResolutionDto, ReportDto } from './moderation.dto.js'
import { REPORT_LIST, ReportInbox } from './report-inbox.js'

/** Reports to moderators. */
@AdminController('reports', 'Moderation')
export class ModerationController {
  constructor(private readonly inbox: ReportInbox) {}

  @Get()
  @AdminRoute('reports.view', {
    summary: 'Lists reports: all, those in a state, those about an account or a record',
    answers: listOf(ReportDto),
    list: REPORT_LIST,
    personal: true,
  })
  listReports(@ListParam(REPORT_LIST) query: ListQuery) {
    return this.inbox.list(query)
  }

  @Get(':id')
  @AdminRoute('reports.view', {
    summary: 'Shows a report',
    answers: ReportDto,
    personal: true,
    problems: ['not_found'],
  })
  getReport(@Param('id') id: string): Promise<ReportDto> {
    return this.inbox.find(id)
  }

  @Post(':id/resolve')
  @AdminRoute('reports.resolve', {
    summary: 'Settles a report; what is done about it is another request',
    answers: ReportDto,
    problems: ['not_found', 'AlreadyResolved'],
  })
  resolveReport(@Param('id') id: string, @Body() { reason }: NewResolutionDto, @By() by: Administrator) {
    return this.inbox.resolve(id, reason, by)
  }
}
