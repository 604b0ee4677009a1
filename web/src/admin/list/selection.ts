import { useCallback, useMemo, useState } from 'react'
import { type Search, stringifySearch } from './search'

/** Rows of a list that were chosen, also such as are on other pages of it. */
export interface Selection<Row> {
  /** by their ids */
  readonly chosen: ReadonlyMap<string, Row>
  readonly choose: (rows: readonly Row[], isOn: boolean) => void
  readonly clear: () => void
  readonly idOf: (row: Row) => string
  /** what a row is about, for those who hear it */
  readonly nameOf: (row: Row) => string
}

interface Chosen<Row> {
  readonly of: string
  readonly rows: ReadonlyMap<string, Row>
}

/**
 * Rows that are chosen. They are forgotten when the list is narrowed another way: nothing is done to rows that nobody
 * sees any more.
 * @param idOf stays the same @param nameOf stays the same
 */
export function useSelection<Row>(
  narrowing: Search,
  idOf: (row: Row) => string,
  nameOf: (row: Row) => string,
): Selection<Row> {
  const of = stringifySearch(narrowing)
  const [kept, setKept] = useState<Chosen<Row>>({ of, rows: new Map() })
  const choose = useCallback(
    (rows: readonly Row[], isOn: boolean) =>
      setKept((before) => {
        const next = new Map(before.of === of ? before.rows : [])
        for (const row of rows) {
          if (isOn) next.set(idOf(row), row)
          else next.delete(idOf(row))
        }
        return { of, rows: next }
      }),
    [of, idOf],
  )
  const clear = useCallback(() => setKept({ of, rows: new Map() }), [of])
  return useMemo(() => {
    const chosen = kept.of === of ? kept.rows : new Map<string, Row>()
    return { chosen, choose, clear, idOf, nameOf }
  }, [kept, of, choose, clear, idOf, nameOf])
}
