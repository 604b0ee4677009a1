import { Get, Post, Query, StreamableFile } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { ACCEPTED } from '../jobs/job-location.interceptor.js'
import { LongJobDto } from '../jobs/long-jobs.dto.js'
import { AuditCheck } from './audit-check.js'
import { AuditExport } from './audit-export.js'
import { AUDIT_LIST, AuditSearch, auditFilterOf } from './audit-search.js'
import { AuditActionsDto, AuditEntryDto, AuditFindingsDto, AuditStretchDto } from './audit.dto.js'

const NDJSON = 'application/x-ndjson'

/** What administrators did. */
@AdminController('audit', 'Audit')
export class AuditController {
  constructor(
    private readonly search: AuditSearch,
    private readonly exports: AuditExport,
    private readonly check: AuditCheck,
  ) {}

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

  @Get('actions')
  @AdminRoute('audit.view', {
    summary: 'Names all actions that the audit has entries of',
    answers: AuditActionsDto,
  })
  listAuditActions(): Promise<AuditActionsDto> {
    return this.search.actions()
  }

  @Get('export')
  @ApiProduces(NDJSON)
  @AdminRoute('audit.export', {
    summary: 'Exports the audit, an entry in a line, the oldest first',
    answers: AuditEntryDto,
    list: AUDIT_LIST,
    personal: true,
    fresh: true,
  })
  exportAudit(@ListParam(AUDIT_LIST) query: ListQuery): StreamableFile {
    const disposition = 'attachment; filename="audit.ndjson"'
    return new StreamableFile(this.exports.stream(auditFilterOf(query)), { type: NDJSON, disposition })
  }

  @Get('verify')
  @AdminRoute('audit.view', {
    summary:
      'Looks for entries that were altered, removed or put elsewhere, among the newest or from a number on',
    answers: AuditFindingsDto,
  })
  verifyAudit(@Query() stretch: AuditStretchDto): Promise<AuditFindingsDto> {
    return this.check.some(stretch)
  }

  @Post('verify')
  @AdminRoute('audit.view', {
    summary:
      'Looks for such entries among all that are kept, in the background; its result is an AuditFindings',
    answers: LongJobDto,
    status: ACCEPTED,
  })
  verifyWholeAudit(@By() by: Administrator): Promise<LongJobDto> {
    return this.check.all(by)
  }
}
