/** What a provider has said of somebody. */
export type Said = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A value as people read it. */
export function claimText(value: unknown): string {
  if (Array.isArray(value)) return value.map(claimText).join(', ')
  return isObject(value) ? JSON.stringify(value) : String(value ?? '')
}

/** All that was said, by the names that rules of connections have for it: `realm_access.roles`. */
export function claimsIn(said: Said, before = ''): readonly (readonly [name: string, value: unknown])[] {
  return Object.entries(said).flatMap(([name, value]) =>
    isObject(value)
      ? claimsIn(value, `${before}${name}.`)
      : value === undefined || value === null
        ? []
        : [[`${before}${name}`, value] as const],
  )
}
