import type { Did } from '@guildhall/syntax'
import { type Database, GatheredStatements, textArray } from '../database/index.js'

/** A place in a repository; the repository itself where the path is empty. */
interface Place {
  did: Did
  path: string
}

/**
 * Looks up one row for a place. Look-ups that wait at the same time share a statement, and those of one place a row:
 * whoever asks gets what is in the database when they ask, or later.
 */
export class PlaceLookup<Row> {
  readonly #gathered = new GatheredStatements<Place, Row | undefined>((places) => this.#find(places))

  /**
   * @param name of the statement
   * @param select one row at most for `wanted.did` and `wanted.path`
   */
  constructor(
    private readonly db: Database,
    private readonly name: string,
    private readonly select: string,
  ) {}

  /** The row, or undefined if there is none. */
  find(did: Did, path = ''): Promise<Row | undefined> {
    return this.#gathered.ask({ did, path })
  }

  async #find(places: readonly Place[]): Promise<(Row | undefined)[]> {
    const keys = places.map(({ did, path }) => `${did}/${path}`)
    const wanted = [...new Map(keys.map((key, i) => [key, places[i]!]))]
    const rows = await (wanted.length === 1
      ? this.#one(wanted[0]![1])
      : this.#several(wanted.map(([, place]) => place)))
    const found = new Map(rows.map((row) => [wanted[row.place - 1]![0], row]))
    return keys.map((key) => found.get(key))
  }

  async #one({ did, path }: Place) {
    const from = '(VALUES ($1::text, $2::text, 1::int8)) AS wanted (did, path, place)'
    return this.#rows(this.name, from, [did, path])
  }

  async #several(places: readonly Place[]) {
    const from = 'unnest($1::text[], $2::text[]) WITH ORDINALITY AS wanted (did, path, place)'
    const columns = [places.map(({ did }) => did), places.map(({ path }) => path)]
    return this.#rows(`${this.name}-several`, from, columns.map(textArray))
  }

  /** The offset keeps the planner from joining whole tables: each place is looked up by its key. */
  async #rows(name: string, from: string, values: unknown[]): Promise<(Row & { place: number })[]> {
    const { rows } = await this.db.query<Row & { place: number }>({
      name,
      text: `SELECT wanted.place, found.* FROM ${from}, LATERAL (${this.select} OFFSET 0) found`,
      values,
      binary: true,
    })
    return rows
  }
}
