import type { Search } from './search'
import { SIZE_DEFAULT } from './pager'

/** The parts of a request for a page of a list that all lists have. */
export function pageOf({ after, before, size = SIZE_DEFAULT, count }: Search) {
  return {
    'page[size]': Number(size) || Number(SIZE_DEFAULT),
    ...(after !== undefined && { 'page[after]': after }),
    ...(before !== undefined && { 'page[before]': before }),
    // Counting takes longer than a page: nobody waits for it, and nobody counts again for the next page.
    count: count === 'only' ? ('only' as const) : ('false' as const),
  }
}

/** The filters of a request, of those that the address has. */
export function filtersOf(search: Search, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => (search[name] === undefined ? [] : [[`filter[${name}]`, search[name]]])),
  )
}
