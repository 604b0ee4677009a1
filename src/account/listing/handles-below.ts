/**
 * Which rows of `account` have a handle below one of some domains, in SQL, by an index.
 * @param domains without leading dots; of none, there is no row
 * @param param puts a value into the statement and says how it is called there
 */
export function handlesBelow(domains: readonly string[], param: (value: unknown) => string): string {
  const each = domains.map((domain) => {
    const pattern = `${escaped(reversed(`.${domain.toLowerCase()}`))}%`
    return `reverse(lower(handle)) LIKE ${param(pattern)}::text`
  })
  return each.length > 0 ? `(${each.join(' OR ')})` : 'false'
}

/** A text from its end. */
export function reversed(text: string): string {
  return [...text].reverse().join('')
}

/** What stands for itself in a pattern of LIKE. */
export function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
