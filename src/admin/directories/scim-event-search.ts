import { Injectable } from '@nestjs/common'
import { type ScimEvent, ScimEvents } from '../../scim/index.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { ScimEventDto } from './directories.dto.js'

/** What may be asked of the list of events. */
export const SCIM_EVENT_LIST: ListOptions = {
  sorts: ['-at'],
  filters: { connection: 'text', outcome: ['done', 'refused'] },
}

/** What directories have asked for, as administrators look through it. */
@Injectable()
export class ScimEventSearch {
  constructor(private readonly events: ScimEvents) {}

  /** The page of events that is asked for. */
  async list(query: ListQuery): Promise<ListDto<ScimEventDto>> {
    const { connection: connectionId, outcome } = query.filters
    const { descending, limit, after } = sliceOf(query)
    const { found, count } = await listAndCount(
      query,
      () => this.events.list({ connectionId, outcome }, { descending, limit, after: after?.id }),
      () => this.events.count({ connectionId, outcome }),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: eventView })
  }
}

function eventView({ at, ...event }: ScimEvent): ScimEventDto {
  const { id, connectionId, action, outcome, resourceId, name, did, detail } = event
  return {
    ...{ id, connectionId, at: at.toISOString(), action, outcome },
    ...(resourceId !== undefined && { resourceId }),
    ...(name !== undefined && { name }),
    ...(did !== undefined && { did }),
    ...(detail !== undefined && { detail }),
  }
}
