import { useState } from 'react'

/**
 * Keys for the elements of rows, so that those of rows that are gone are used again for rows that have come: what changes
 * from page to page is texts then, and the browser makes no table anew. A row that stays keeps its own.
 * @param ids of the rows that are shown; the same array as long as they are the same
 * @returns a key for each, in their order
 */
export function useElementKeys(ids: readonly string[]): readonly number[] {
  const [kept, setKept] = useState<{ ids: readonly string[]; keys: readonly number[] }>({ ids: [], keys: [] })
  if (kept.ids === ids) return kept.keys
  const keys = keysOf(ids, new Map(kept.ids.map((id, index) => [id, kept.keys[index]!])))
  setKept({ ids, keys })
  return keys
}

function keysOf(ids: readonly string[], before: ReadonlyMap<string, number>): readonly number[] {
  const now = new Set(ids)
  const free = [...before].filter(([id]) => !now.has(id)).map(([, key]) => key)
  let unused = Math.max(-1, ...before.values()) + 1
  return ids.map((id) => before.get(id) ?? free.shift() ?? unused++)
}
