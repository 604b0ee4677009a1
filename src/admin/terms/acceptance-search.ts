import { Injectable } from '@nestjs/common'
import { type ListedAcceptance, TermsAcceptanceStore } from '../../terms/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import type { TermsAcceptanceDto } from './terms.dto.js'

/** What may be asked of the list of acceptances. */
export const ACCEPTANCE_LIST: ListOptions = { sorts: ['-at'], filters: { version: 'text', did: 'text' } }

/** Who has agreed to which terms, as administrators look through it. */
@Injectable()
export class AcceptanceSearch {
  constructor(private readonly store: TermsAcceptanceStore) {}

  /** The page that is asked for, of members within reach. @throws {InvalidCursor} */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<TermsAcceptanceDto>> {
    if (query.cursor && !isTimePlace(query.cursor.value)) throw new InvalidCursor()
    const { version, did } = query.filters
    const reach = grants.reach('accounts.view') ?? []
    const filter = { version, did, domains: reach === 'everything' ? undefined : reach }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, sliceOf(query)),
      () => this.store.count(filter),
    )
    const placeOf = ({ place: value, did: who, version: what }: ListedAcceptance) => ({
      value,
      id: `${who} ${what}`,
    })
    return pageOf(query, { found, count, placeOf, show: acceptanceView })
  }
}

function acceptanceView({
  did,
  handle,
  version,
  at,
  via,
  asked,
  locale,
  ip,
}: ListedAcceptance): TermsAcceptanceDto {
  return {
    ...{ did, version, at: at.toISOString(), via, asked },
    ...(handle !== undefined && { handle }),
    ...(locale !== undefined && { locale }),
    ...(ip !== undefined && { ip }),
  }
}
