import { Get } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { AUDIT_LIST, AuditSearch } from './audit-search.js'
import { AuditEntryDto } from './audit.dto.js'

/** What administrators did. */
@AdminController('audit', 'Audit')
export class AuditController {
  constructor(private readonly search: AuditSearch) {}

  @Get()
  @AdminRoute('audit.view', {
    summary: 'Looks through the audit',
    answers: listOf(AuditEntryDto),
    list: AUDIT_LIST,
    personal: true,
  })
  listAudit(@ListParam(AUDIT_LIST) query: ListQuery) {
    return this.search.list(query)
  }
}
