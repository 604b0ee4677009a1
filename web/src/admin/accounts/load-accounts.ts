import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { filtersOf, pageOf } from '../list/list-query'
import type { Search } from '../list/search'

export type AccountEntry = components['schemas']['Account']
type Sort = '-createdAt' | 'createdAt' | 'handle' | '-handle' | 'email' | '-email'

const FILTERS = [
  ...['state', 'domain', 'emailConfirmed', 'createdAfter', 'createdBefore'],
  ...['class', 'tag', 'role', 'connection', 'lastSeenAfter', 'lastSeenBefore', 'hasMfa', 'throttled'],
]
const PAGE_MAX = '200'

/** What of an address narrows the list of accounts, as the server asks for it. */
export function narrowingOf(search: Search): Record<string, string> {
  return { ...filtersOf(search, FILTERS), ...(search['q'] !== undefined && { q: search['q'] }) }
}

/** A page of the list. */
export function loadAccounts(search: Search) {
  const query = {
    ...pageOf(search),
    ...narrowingOf(search),
    ...(search['sort'] !== undefined && { sort: search['sort'] as Sort }),
  }
  return dataOf(api.GET('/admin/v1/accounts', { params: { query } }))
}

/** All accounts of a search, page by page, up to a number of them. @throws {ApiProblem} */
export async function loadAllAccounts(search: Search, max: number): Promise<readonly AccountEntry[]> {
  const found: AccountEntry[] = []
  let after: string | undefined
  do {
    const { data, page } = await loadAccounts({ ...search, before: undefined, after, size: PAGE_MAX })
    found.push(...data)
    after = page.next
  } while (after !== undefined && found.length < max)
  return found.slice(0, max)
}
