import { Injectable } from '@nestjs/common'
import {
  ACCOUNT_SORTS,
  type AccountFilter,
  AccountListStore,
  type AccountSort,
  type AccountStatus,
} from '../../account/index.js'
import type { Reach } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import { accountView } from './account-view.js'
import type { AccountDto } from './accounts.dto.js'

const YES_NO = ['true', 'false'] as const

/** What may be asked of the list of accounts. */
export const ACCOUNT_LIST: ListOptions = {
  sorts: ['-createdAt', ...ACCOUNT_SORTS.filter((sort) => sort !== 'createdAt')],
  filters: {
    state: ['active', 'locked', 'offboarding', 'deactivated', 'suspended', 'takendown'],
    domain: 'text',
    emailConfirmed: YES_NO,
    createdAfter: 'time',
    createdBefore: 'time',
  },
  search: 'Part of a handle or address, or the beginning of a DID.',
}

/** Accounts, as administrators look for them. */
@Injectable()
export class AccountSearch {
  constructor(private readonly store: AccountListStore) {}

  /** The page of accounts that is asked for, of those within reach. */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<AccountDto>> {
    const filter = accountFilterOf(query, grants.reach('accounts.view') ?? [])
    const { descending, limit, after } = sliceOf(query)
    if (query.sort === 'createdAt' && after && !isTimePlace(after.value)) throw new InvalidCursor()
    const slice = {
      sort: query.sort as AccountSort,
      descending,
      limit,
      after: after && { value: after.value, did: after.id },
    }
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(filter, slice),
      () => this.store.count(filter),
    )
    return pageOf(query, {
      found,
      count,
      placeOf: ({ place }) => ({ value: place.value, id: place.did }),
      show: ({ account }) => accountView(account, grants),
    })
  }
}

/** What a request looks for, within reach of whoever asks. */
export function accountFilterOf({ q, filters }: ListQuery, reach: Reach): AccountFilter {
  const { state, domain, emailConfirmed, createdAfter, createdBefore } = filters
  const isLocked = state === 'locked' || state === 'offboarding'
  return {
    text: q,
    ...(state !== undefined && { locked: isLocked }),
    ...(isLocked && { offboarding: state === 'offboarding' }),
    ...(state !== undefined && !isLocked && { status: state as AccountStatus }),
    domains: domainsOf(domain?.replace(/^\./, '').toLowerCase(), reach),
    ...(emailConfirmed !== undefined && { emailConfirmed: emailConfirmed === 'true' }),
    ...(createdAfter !== undefined && { createdAfter: new Date(createdAfter) }),
    ...(createdBefore !== undefined && { createdBefore: new Date(createdBefore) }),
  }
}

/** Where whoever asks may look, and wants to. */
function domainsOf(wanted: string | undefined, reach: Reach): readonly string[] | undefined {
  if (reach === 'everything') return wanted === undefined ? undefined : [wanted]
  if (wanted === undefined) return reach
  const isWithin = reach.some((domain) => wanted === domain || wanted.endsWith(`.${domain}`))
  return isWithin ? [wanted] : reach.filter((domain) => domain.endsWith(`.${wanted}`))
}
