import { type AuditEntry, entryJson } from '../../audit/index.js'
import type { AuditEntryDto } from './audit.dto.js'

/** An entry as it is shown and exported. */
export function auditEntryView(entry: AuditEntry): AuditEntryDto {
  return entryJson(entry)
}
