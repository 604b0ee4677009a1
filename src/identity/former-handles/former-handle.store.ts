import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A handle that an account had. */
export interface FormerHandle {
  readonly handle: string
  /** whose it was */
  readonly did: Did
  readonly givenUpAt: Date
}

/** Which former handles are looked for. */
export interface FormerHandleQuery {
  /** given up later than this */
  readonly since: Date
  /** only such as follow this one in the order that is asked for */
  readonly after: string | undefined
  /** whether the order is that of the alphabet backwards */
  readonly descending: boolean
  readonly limit: number
}

/** Where it is kept who had a handle last. */
export abstract class FormerHandleStore {
  /** Keeps a handle for whoever has just given it up, in the place of what there was. */
  abstract put(tx: Queryable, former: FormerHandle): Promise<void>

  abstract find(handle: string): Promise<FormerHandle | undefined>

  abstract list(query: FormerHandleQuery): Promise<FormerHandle[]>

  /** How many were given up later than this. */
  abstract count(since: Date): Promise<number>

  /** Forgets who had a handle; `false` if nobody had. */
  abstract remove(tx: Queryable, handle: string): Promise<boolean>

  /** Removes up to `limit` that were given up earlier; returns how many went. */
  abstract removeOlder(than: Date, limit: number): Promise<number>
}
