import type { AuditEntry } from '../../audit/index.js'
import type { AuditEntryDto } from './audit.dto.js'

/** An entry as it is shown and exported. */
export function auditEntryView(entry: AuditEntry): AuditEntryDto {
  const { seq, at, action, outcome, agent, target, requestId, reason, before, after } = entry
  return {
    seq,
    at: at.toISOString(),
    action,
    outcome,
    actor: agent,
    ...(target && { target }),
    ...(requestId !== undefined && { requestId }),
    ...(reason !== undefined && { reason }),
    ...(before !== undefined && { before: JSON.parse(before) as object }),
    ...(after !== undefined && { after: JSON.parse(after) as object }),
    previousHash: Buffer.from(entry.previousHash).toString('hex'),
    hash: Buffer.from(entry.hash).toString('hex'),
  }
}
