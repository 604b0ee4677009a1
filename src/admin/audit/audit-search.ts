import { Injectable } from '@nestjs/common'
import { AGENT_TYPES, type AuditFilter, AuditStore } from '../../audit/index.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, type Place, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import { auditEntryView } from './audit-entry-view.js'
import type { AuditActionsDto, AuditEntryDto } from './audit.dto.js'

/** Entries are counted up to here. */
const COUNT_MAX = 100_000

/** What may be asked of the audit. */
export const AUDIT_LIST: ListOptions = {
  sorts: ['-seq'],
  filters: {
    actor: 'text',
    actorType: AGENT_TYPES,
    onBehalfOf: 'text',
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

  /** What can be looked for as an action. */
  async actions(): Promise<AuditActionsDto> {
    return { data: await this.store.actions() }
  }

  /** The page of entries that is asked for. */
  async list(query: ListQuery): Promise<ListDto<AuditEntryDto>> {
    const filter = auditFilterOf(query)
    const { descending, limit, after } = sliceOf(query)
    const position = { after: after && placeIn(after), ascending: !descending }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, position, limit),
      () => this.store.count(filter, COUNT_MAX),
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ seq, at }) => ({ value: at.toISOString(), id: String(seq) }),
      show: auditEntryView,
    })
  }
}

/** What is looked for. */
export function auditFilterOf({ filters }: ListQuery): AuditFilter {
  const { from, to, actor, actorType, onBehalfOf, action, target, outcome, requestId } = filters
  return {
    ...{ actor, actorType, onBehalfOf, action, target, outcome, requestId },
    ...(from !== undefined && { from: new Date(from) }),
    ...(to !== undefined && { to: new Date(to) }),
  }
}

function placeIn({ value, id }: Place): { seq: number; at: Date } {
  const seq = Number(id)
  if (!isTimePlace(value) || !/^\d+$/.test(id) || !Number.isSafeInteger(seq)) throw new InvalidCursor()
  return { seq, at: new Date(value) }
}
