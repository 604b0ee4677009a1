import type { ListDto } from './api.dto.js'
import { cursorText } from './cursor.js'
import type { ListQuery } from './list-query.js'

/** A part of a list that a store is asked for. */
export interface Slice {
  readonly descending: boolean
  /** one more than a page has: it tells whether there is more */
  readonly limit: number
  /** what the first one wanted follows in this direction */
  readonly after: { readonly value: string; readonly id: string } | undefined
}

/** Where an entry is in its list. */
export interface Place {
  readonly value: string
  readonly id: string
}

/** What has to be read for a page: backwards, the list is read from the cursor in the other direction. */
export function sliceOf({ size, descending, backwards, cursor }: ListQuery): Slice {
  return { descending: descending !== backwards, limit: size + 1, after: cursor }
}

/** What a list needs of a page: the entries that were read, and how one is shown. */
export interface PageParts<T, D> {
  /** as {@link sliceOf} asked for them */
  readonly found: readonly T[]
  readonly placeOf: (entry: T) => Place
  readonly show: (entry: T) => D
  readonly count?: number | undefined
}

/** A page of a list. */
export function pageOf<T, D>(query: ListQuery, { found, placeOf, show, count }: PageParts<T, D>): ListDto<D> {
  const { size, backwards, cursor } = query
  const entries = found.slice(0, size)
  if (backwards) entries.reverse()
  const hasMore = found.length > size
  const sort = `${query.descending ? '-' : ''}${query.sort}`
  const at = (entry: T | undefined) => (entry ? cursorText({ sort, ...placeOf(entry) }) : undefined)
  const next = (backwards ? cursor !== undefined : hasMore) ? at(entries.at(-1)) : undefined
  const prev = (backwards ? hasMore : cursor !== undefined) ? at(entries[0]) : undefined
  return {
    data: entries.map(show),
    page: { size, ...(next !== undefined && { next }), ...(prev !== undefined && { prev }) },
    ...(count !== undefined && { count }),
  }
}

/** Counts what a list has, and reads what is wanted of it, unless nothing is wanted but the number. */
export async function listAndCount<T>(
  { count }: ListQuery,
  list: () => Promise<T[]>,
  total: () => Promise<number>,
): Promise<{ found: T[]; count: number | undefined }> {
  const [found, counted] = await Promise.all([
    count === 'only' ? [] : list(),
    count === 'false' ? undefined : total(),
  ])
  return { found, count: counted }
}
