import { Injectable } from '@nestjs/common'
import { type InviteCode, InviteStore } from '../../account/index.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import type { InviteDto } from './invites.dto.js'

/** What may be asked of the list of codes. */
export const INVITE_LIST: ListOptions = {
  sorts: ['-createdAt'],
  filters: { disabled: ['true', 'false'], forAccount: 'text' },
}

/** Invite codes, as administrators look through them. */
@Injectable()
export class InviteSearch {
  constructor(private readonly store: InviteStore) {}

  /** The page of codes that is asked for. */
  async list(query: ListQuery): Promise<ListDto<InviteDto>> {
    const { disabled, forAccount } = query.filters
    if (query.cursor && !isTimePlace(query.cursor.value)) throw new InvalidCursor()
    const filter = { forAccount, disabled: disabled === undefined ? undefined : disabled === 'true' }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, sliceOf(query)),
      () => this.store.count(filter),
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ place, code }) => ({ value: place, id: code }),
      show: inviteDto,
    })
  }
}

/** A code as it is shown. */
export function inviteDto({
  code,
  available,
  disabled,
  forAccount,
  createdBy,
  createdAt,
  uses,
}: InviteCode): InviteDto {
  return {
    ...{ code, available, disabled, forAccount, createdBy },
    createdAt: createdAt.toISOString(),
    uses: uses.map(({ usedBy, usedAt }) => ({ usedBy, usedAt: usedAt.toISOString() })),
  }
}
