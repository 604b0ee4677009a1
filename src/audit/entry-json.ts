import type { AuditEntry } from './audit-entry.js'

/** An entry as it is shown, exported and sent to sinks: its digests can be compared with all that it says. */
export function entryJson(entry: AuditEntry) {
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
