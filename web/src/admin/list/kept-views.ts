import { parseSearch, type Search, stringifySearch } from './search'

/** A way to look at a list. */
export interface View {
  readonly name: string
  readonly search: Search
}

const keyOf = (list: string) => `guildhall.admin.views.${list}`

/** The views of a list that were kept in this browser. */
export function keptViews(list: string): readonly View[] {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(list)) ?? '[]') as [string, string][]
    return kept.map(([name, search]) => ({ name, search: parseSearch(search) }))
  } catch {
    // Somebody else has written there; it is lost.
    return []
  }
}

/** Keeps views of a list in this browser, in place of all that were kept. */
export function keepViews(list: string, views: readonly View[]): void {
  const entries = views.map(({ name, search }) => [name, stringifySearch(search)])
  localStorage.setItem(keyOf(list), JSON.stringify(entries))
}
