import { Get, StreamableFile } from '@nestjs/common'
import { ApiProduces } from '@nestjs/swagger'
import { AuditVerification } from '../../audit/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { AuditExport } from './audit-export.js'
import { AUDIT_LIST, AuditSearch, auditFilterOf } from './audit-search.js'
import { AuditActionsDto, AuditEntryDto, AuditFindingsDto } from './audit.dto.js'

const NDJSON = 'application/x-ndjson'

/** What administrators did. */
@AdminController('audit', 'Audit')
export class AuditController {
  constructor(
    private readonly search: AuditSearch,
    private readonly exports: AuditExport,
    private readonly verification: AuditVerification,
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
    summary: 'Looks for entries that were altered, removed or put elsewhere',
    answers: AuditFindingsDto,
  })
  async verifyAudit(): Promise<AuditFindingsDto> {
    const { head, problems, ...findings } = await this.verification.run()
    return { ...findings, problems: [...problems], head: Buffer.from(head).toString('hex') }
  }
}
