import type { BulkRow } from './bulk-job.js'

/**
 * Divides rows into groups that are done together, in their order. No two of a group may mean the same account: of
 * those, the later one must find what the earlier one has done.
 * @param most rows of a group
 */
export function rowWaves(rows: readonly BulkRow[], most: number): BulkRow[][] {
  const waves: BulkRow[][] = []
  let meant = new Set<string>()
  for (const row of rows) {
    const names = namesOf(row)
    const last = waves.at(-1)
    if (!last || last.length === most || names.some((name) => meant.has(name))) {
      waves.push([row])
      meant = new Set(names)
    } else {
      last.push(row)
      for (const name of names) meant.add(name)
    }
  }
  return waves
}

/** By what a row may mean an account. */
function namesOf({ input: { did, externalId, handle, email } }: BulkRow): string[] {
  return Object.entries({ did, externalId, handle, email }).flatMap(([kind, name]) =>
    name === undefined ? [] : [`${kind} ${name.trim().toLowerCase()}`],
  )
}
