import { type Database, textArray } from '../database/index.js'
import { BoundedCache } from '../identity/index.js'

/** Pairs of repository and collection remembered by this node; about 150 bytes each. */
const PAIRS_KNOWN_MAX = 100_000

/*
 * Need not be durable by itself: whoever commits the record afterwards flushes everything written before it.
 */
const ADD = `
  WITH unflushed AS (SELECT set_config('synchronous_commit', 'off', true))
  INSERT INTO repo_collection (repo_id, collection)
  SELECT $1::int8, new.collection FROM unnest($2::text[]) AS new (collection), unflushed
  ON CONFLICT DO NOTHING`

/**
 * Keeps the table of which repositories have records of a collection.
 *
 * A pair is added before its first record and never taken out, so that this node can remember it: all other commits
 * cost nothing. Readers look whether there still are records.
 */
export class CollectionIndex {
  readonly #known = new BoundedCache<string, true>(PAIRS_KNOWN_MAX)

  constructor(private readonly db: Database) {}

  /**
   * To be called before records at these paths are stored.
   * @returns undefined when there is nothing to wait for
   */
  note(repoId: number, paths: Iterable<string>): Promise<void> | undefined {
    const fresh = new Set<string>()
    for (const path of paths) {
      const collection = path.slice(0, path.indexOf('/'))
      if (!this.#known.get(pair(repoId, collection))) fresh.add(collection)
    }
    return fresh.size > 0 ? this.#add(repoId, [...fresh]) : undefined
  }

  async #add(repoId: number, collections: readonly string[]): Promise<void> {
    await this.db.query({ name: 'collection-add', text: ADD, values: [repoId, textArray(collections)] })
    for (const collection of collections) this.#known.set(pair(repoId, collection), true)
  }
}

function pair(repoId: number, collection: string): string {
  return `${repoId}/${collection}`
}
