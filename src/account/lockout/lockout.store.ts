import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** Failed sign-ins that followed each other, counted under a key that says nothing to whoever reads it. */
export interface FailureRun {
  readonly key: Buffer
  readonly failures: number
  readonly lastFailedAt: Date
}

/** Where failed sign-ins are kept, for all nodes. */
export abstract class LockoutStore {
  /** The runs under these keys that had a failure after `since`, in any order. */
  abstract runs(keys: readonly Buffer[], since: Date): Promise<FailureRun[]>

  /** Adds a failure to the run under each key; one without a failure after `since` begins anew. */
  abstract fail(keys: readonly Buffer[], now: Date, since: Date): Promise<void>

  /** Ends a run. */
  abstract forgive(key: Buffer): Promise<void>

  /** Whether an account has signed in from a network after `since`. */
  abstract knowsNetwork(network: Buffer, since: Date): Promise<boolean>

  /** Remembers that an account has signed in from a network; nothing is written if that was known after `since`. */
  abstract rememberNetwork(did: Did, network: Buffer, now: Date, since: Date, on?: Queryable): Promise<void>

  /** Forgets the networks of an account inside the caller's transaction. */
  abstract forgetNetworks(tx: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` runs without a failure after `since`; returns how many went. */
  abstract removeRuns(since: Date, limit: number): Promise<number>

  /** Removes up to `limit` networks that were not seen after `since`; returns how many went. */
  abstract removeNetworks(since: Date, limit: number): Promise<number>
}
