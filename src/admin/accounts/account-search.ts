import { Injectable } from '@nestjs/common'
import {
  ACCOUNT_CLASSES,
  ACCOUNT_SORTS,
  type AccountFilter,
  AccountListStore,
  type AccountSort,
  type AccountStatus,
  tagsIn,
} from '../../account/index.js'
import { isWithin } from '../../identity/index.js'
import type { Grants, Permission, Reach } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { InvalidCursor, PermissionDenied } from '../admin.errors.js'
import type { ListDto } from '../api/api.dto.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import { isTimePlace } from '../api/time-text.js'
import { AccountPresence } from './account-presence.js'
import { accountView } from './account-view.js'
import type { AccountDto } from './accounts.dto.js'
import { ListedMarks } from './listed-marks.js'

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
    class: ACCOUNT_CLASSES,
    tag: 'text',
    role: 'text',
    connection: 'uuid',
    lastSeenAfter: 'time',
    lastSeenBefore: 'time',
    hasMfa: YES_NO,
    throttled: YES_NO,
  },
  search: 'Part of a handle, or of an address that one may see whole, or the beginning of a DID.',
}

/** What some filters take besides: what they say of an account is shown to nobody else either. */
const FILTER_TAKES: Readonly<Record<string, Permission>> = {
  role: 'roles.view',
  lastSeenAfter: 'sessions.view',
  lastSeenBefore: 'sessions.view',
  hasMfa: 'sessions.view',
}

/** Accounts, as administrators look for them. */
@Injectable()
export class AccountSearch {
  constructor(
    private readonly store: AccountListStore,
    private readonly presence: AccountPresence,
    private readonly marks: ListedMarks,
    private readonly clock: Clock,
  ) {}

  /** What a request looks for, within reach of whoever asks. @throws {PermissionDenied} */
  filterOf(query: ListQuery, permission: Permission, grants: Grants): AccountFilter {
    const filter = accountFilterOf(query, reachOf(query, permission, grants), new Date(this.clock.nowMs()))
    // Whoever sees addresses in part would find out the rest by looking for it, letter by letter.
    const whole = grants.reach('accounts.contact') ?? []
    return { ...filter, ...(whole !== 'everything' && { addressesBelow: whole }) }
  }

  /** The page of accounts that is asked for, of those within reach. @throws {InvalidCursor | PermissionDenied} */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<AccountDto>> {
    const filter = this.filterOf(query, 'accounts.view', grants)
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
    const page = pageOf(query, {
      found,
      count,
      placeOf: ({ place }) => ({ value: place.value, id: place.did }),
      show: ({ account }) => accountView(account, grants),
    })
    const [present, marks] = await Promise.all([
      this.presence.add(page.data, grants),
      this.marks.of(page.data, grants),
    ])
    return { ...page, data: present.map((account, index) => ({ ...account, ...marks[index] })) }
  }
}

function accountFilterOf({ q, filters }: ListQuery, reach: Reach, now: Date): AccountFilter {
  const { state, domain } = filters
  const isLocked = state === 'locked' || state === 'offboarding'
  return {
    text: q,
    ...(state !== undefined && { locked: isLocked }),
    ...(isLocked && { offboarding: state === 'offboarding' }),
    ...(state !== undefined && !isLocked && { status: state as AccountStatus }),
    domains: domainsOf(domain?.replace(/^\./, '').toLowerCase(), reach),
    emailConfirmed: yesOrNo(filters['emailConfirmed']),
    createdAfter: timeIn(filters['createdAfter']),
    createdBefore: timeIn(filters['createdBefore']),
    accountClass: filters['class'],
    tag: filters['tag'] && tagsIn([filters['tag']])[0],
    role: filters['role'] === undefined ? undefined : { name: filters['role'], at: now },
    connection: filters['connection'],
    lastSeenAfter: timeIn(filters['lastSeenAfter']),
    lastSeenBefore: timeIn(filters['lastSeenBefore']),
    hasFactor: yesOrNo(filters['hasMfa']),
    withheld: yesOrNo(filters['throttled']),
  }
}

/** Where whoever asks may look: at accounts, and at what the filters say of them. @throws {PermissionDenied} */
function reachOf({ filters, sort }: ListQuery, permission: Permission, grants: Grants): Reach {
  const byFilters = Object.keys(filters).flatMap((name) =>
    filters[name] === undefined ? [] : (FILTER_TAKES[name] ?? []),
  )
  // Cursors of a list by address are addresses.
  const taken = [...byFilters, ...(sort === 'email' ? (['accounts.contact'] as const) : [])]
  return taken.reduce<Reach>(
    (reach, each) => {
      const further = grants.reach(each)
      if (further === undefined) throw new PermissionDenied(each)
      return overlap(reach, further)
    },
    grants.reach(permission) ?? [],
  )
}

/** Domains that are within one of each. */
function overlap(one: Reach, other: Reach): Reach {
  if (one === 'everything') return other
  if (other === 'everything') return one
  const both = [
    ...one.filter((domain) => other.some((above) => isWithin(domain, above))),
    ...other.filter((domain) => one.some((above) => isWithin(domain, above))),
  ]
  return [...new Set(both)]
}

function yesOrNo(text: string | undefined): boolean | undefined {
  return text === undefined ? undefined : text === 'true'
}

function timeIn(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}

/** Where whoever asks may look, and wants to. */
function domainsOf(wanted: string | undefined, reach: Reach): readonly string[] | undefined {
  if (reach === 'everything') return wanted === undefined ? undefined : [wanted]
  if (wanted === undefined) return reach
  const isReached = reach.some((domain) => isWithin(wanted, domain))
  return isReached ? [wanted] : reach.filter((domain) => domain.endsWith(`.${wanted}`))
}
