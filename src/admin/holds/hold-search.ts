import { Injectable } from '@nestjs/common'
import { type Hold, HoldStore } from '../../lifecycle/index.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimedId } from '../api/timed-id.js'
import type { HoldDto } from './holds.dto.js'

/** What may be asked of the list of holds. */
export const HOLD_LIST: ListOptions = {
  sorts: ['-placedAt'],
  filters: { did: 'text', released: ['true', 'false'] },
}

/** Holds, as administrators look through them. */
@Injectable()
export class HoldSearch {
  constructor(private readonly store: HoldStore) {}

  /** The page that is asked for. */
  async list(query: ListQuery): Promise<ListDto<HoldDto>> {
    const { did, released } = query.filters
    const filter = { did, released: released === undefined ? undefined : released === 'true' }
    const { after, descending, limit } = sliceOf(query)
    const afterId = after && isTimedId(after.id) ? after.id : undefined
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, { descending, afterId, limit }),
      () => this.store.count(filter),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: holdView })
  }
}

/** A hold as it is shown. */
export function holdView({ id, did, reason, reviewAt, placedBy, placedAt, release }: Hold): HoldDto {
  return {
    ...{ id, did, reason, placedBy },
    ...(reviewAt && { reviewAt: reviewAt.toISOString() }),
    placedAt: placedAt.toISOString(),
    ...(release && { releasedBy: release.by, releasedAt: release.at.toISOString() }),
    ...(release?.reason !== undefined && { releaseReason: release.reason }),
  }
}
