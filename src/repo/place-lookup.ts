import type { Did } from '@guildhall/syntax'
import { type Database, GatheredStatements, plannedOnce, textArray } from '../database/index.js'

interface PreparedText {
  readonly name: string
  readonly text: string
}

/** A place in a repository; the repository itself where the path is empty. */
interface Place {
  did: Did
  path: string
}

const ONE = '(VALUES ($1::text, $2::text, 1::int8)) AS wanted (did, path, place)'
const SEVERAL = 'unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (did, path, place)'

/**
 * Looks up one row for a place. Look-ups that wait at the same time share a statement, and those of one place a row:
 * whoever asks gets what is in the database when they ask, or later.
 */
export class PlaceLookup<Row> {
  readonly #gathered = new GatheredStatements<Place, Row | undefined>((places) => this.#find(places))
  readonly #one: PreparedText
  readonly #several: PreparedText

  /**
   * @param name of the statement
   * @param select one row at most for `wanted.did` and `wanted.path`
   */
  constructor(
    private readonly db: Database,
    name: string,
    select: string,
  ) {
    // The offset keeps the planner from joining whole tables: each place is looked up by its key.
    const text = (from: string) =>
      plannedOnce(`SELECT wanted.place, found.* FROM ${from}, LATERAL (${select} OFFSET 0) found`)
    this.#one = { name, text: text(ONE) }
    this.#several = { name: `${name}-several`, text: text(SEVERAL) }
  }

  /** The row, or undefined if there is none. */
  find(did: Did, path = ''): Promise<Row | undefined> {
    return this.#gathered.ask({ did, path })
  }

  async #find(places: readonly Place[]): Promise<(Row | undefined)[]> {
    const keys = places.map(({ did, path }) => `${did}/${path}`)
    const wanted = [...new Map(keys.map((key, i) => [key, places[i]!]))]
    const rows = await this.#rows(wanted.map(([, place]) => place))
    const found = new Map(rows.map((row) => [wanted[row.place - 1]![0], row]))
    return keys.map((key) => found.get(key))
  }

  async #rows(places: readonly Place[]): Promise<(Row & { place: number })[]> {
    const [prepared, values] =
      places.length === 1
        ? [this.#one, [places[0]!.did, places[0]!.path]]
        : [this.#several, [places.map(({ did }) => did), places.map(({ path }) => path)].map(textArray)]
    const { rows } = await this.db.query<Row & { place: number }>({ ...prepared, values, binary: true })
    return rows
  }
}
