import { type Search } from './search'

const SEPARATOR = '.'

/** Which columns are hidden, as the address says; `initial` where it says nothing. */
export function hiddenColumns(search: Search, initial: readonly string[]): readonly string[] {
  const said = search['hide']
  return said === undefined ? initial : said.split(SEPARATOR).filter((id) => id !== '')
}

/** What the address says of hidden columns. */
export function hiddenInSearch(hidden: readonly string[], initial: readonly string[]): Search {
  const isUsual = hidden.length === initial.length && initial.every((id) => hidden.includes(id))
  // A text that is not empty, for empty ones are left out.
  return { hide: isUsual ? undefined : hidden.join(SEPARATOR) || SEPARATOR }
}
