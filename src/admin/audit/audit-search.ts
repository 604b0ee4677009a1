import { Injectable } from '@nestjs/common'
import { type AuditFilter, AuditStore } from '../../audit/index.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { auditEntryView } from './audit-entry-view.js'
import type { AuditEntryDto } from './audit.dto.js'

/** Entries are counted up to here. */
const COUNT_MAX = 100_000

/** What may be asked of the audit. */
export const AUDIT_LIST: ListOptions = {
  sorts: ['-seq'],
  filters: {
    actor: 'text',
    action: 'text',
    target: 'text',
    outcome: ['done', 'denied'],
    requestId: 'text',
    from: 'time',
    to: 'time',
  },
}

/** The audit, as administrators look through it. */
@Injectable()
export class AuditSearch {
  constructor(private readonly store: AuditStore) {}

  /** The page of entries that is asked for. */
  async list(query: ListQuery): Promise<ListDto<AuditEntryDto>> {
    const filter = auditFilterOf(query)
    const { descending, limit, after } = sliceOf(query)
    const position = { seq: after && seqOf(after.id), ascending: !descending }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, position, limit),
      () => this.store.count(filter, COUNT_MAX),
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ seq }) => ({ value: '', id: String(seq) }),
      show: auditEntryView,
    })
  }
}

/** What is looked for. */
export function auditFilterOf({ filters }: ListQuery): AuditFilter {
  const { from, to, actor, action, target, outcome, requestId } = filters
  return {
    ...{ actor, action, target, outcome, requestId },
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  }
}

function seqOf(text: string): number {
  const seq = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(seq)) throw new InvalidCursor()
  return seq
}
