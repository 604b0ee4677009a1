import type { AccountFilter } from './account-list.store.js'
import { marksOf } from './account-marks.js'
import { escaped, handlesBelow, reversed } from './handles-below.js'

/** Shorter texts have no trigrams. */
const TRIGRAM_LENGTH = 3

/** Parts of a statement, and the values that stand in it. */
export interface Conditions {
  readonly where: string[]
  readonly values: unknown[]
}

/**
 * A filter in SQL.
 * @param hasTrigrams whether texts can be found in the middle of others
 */
export function conditionsOf(filter: AccountFilter, hasTrigrams: boolean): Conditions {
  const values: unknown[] = []
  const param = (value: unknown): string => `$${values.push(value)}`
  const where = [
    ...(filter.status !== undefined ? [`status = ${param(filter.status)}::text`] : []),
    ...(filter.locked === undefined ? [] : [`locked_at IS ${filter.locked ? 'NOT ' : ''}NULL`]),
    ...(filter.offboarding === undefined
      ? []
      : [`locked_at IS ${filter.offboarding ? 'NOT ' : ''}DISTINCT FROM offboarded_at`]),
    ...(filter.emailConfirmed === undefined
      ? []
      : [`email_confirmed_at IS ${filter.emailConfirmed ? 'NOT ' : ''}NULL`]),
    ...(filter.createdAfter ? [`created_at >= ${param(filter.createdAfter)}::timestamptz`] : []),
    ...(filter.createdBefore ? [`created_at < ${param(filter.createdBefore)}::timestamptz`] : []),
    ...marksOf(filter, param),
    ...(filter.domains ? [handlesBelow(filter.domains, param)] : []),
    ...(filter.text !== undefined ? [matching({ ...filter, text: filter.text }, hasTrigrams, param)] : []),
  ]
  return { where, values }
}

/** A text that is looked for, and where. */
interface Wanted extends Pick<AccountFilter, 'addressesBelow'> {
  readonly text: string
}

/** Either of these is found by an index of its own; what most accounts have is found in the order of the list. */
function matching(
  { text, addressesBelow }: Wanted,
  hasTrigrams: boolean,
  param: (value: unknown) => string,
): string {
  const wanted = text.toLowerCase()
  // PostgreSQL has no texts with a NUL.
  if (wanted.includes('\0')) return 'false'
  return `(${alternatives({ text: wanted, addressesBelow }, hasTrigrams, param).join(' OR ')})`
}

function alternatives(
  { text, addressesBelow }: Wanted,
  hasTrigrams: boolean,
  param: (value: unknown) => string,
): string[] {
  const like = (value: string, pattern: string) => `${value} LIKE ${param(pattern)}::text`
  const address = (pattern: string): string[] => {
    if (addressesBelow === undefined) return [like('lower(email)', pattern)]
    if (addressesBelow.length === 0) return []
    return [`(${like('lower(email)', pattern)} AND ${handlesBelow(addressesBelow, param)})`]
  }
  if (text.startsWith('did:')) return [like('did', `${escaped(text)}%`)]
  const part = escaped(text)
  if (hasTrigrams && text.length >= TRIGRAM_LENGTH) {
    return [like('lower(handle)', `%${part}%`), ...address(`%${part}%`)]
  }
  return [
    like('lower(handle)', `${part}%`),
    ...address(`${part}%`),
    like('reverse(lower(handle))', `${escaped(reversed(text))}%`),
  ]
}
