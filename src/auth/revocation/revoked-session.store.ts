import type { Queryable } from '../../database/index.js'

/** A session whose access tokens must not be believed any more. */
export interface RevokedSession {
  readonly id: string
  /** When the last of its access tokens has expired, in milliseconds since the epoch. */
  readonly untilMs: number
}

/** Where it is kept which sessions are revoked, and how all nodes learn of it. */
export abstract class RevokedSessionStore {
  /** Adds sessions, in the caller's transaction if `on` is one; those that are there stay at least as long. */
  abstract add(on: Queryable, sessionIds: readonly string[], until: Date): Promise<void>

  /** All that still matter at a time. */
  abstract list(now: Date): Promise<RevokedSession[]>

  /**
   * Calls `hear` with every session that is added on any node, once that is committed, and with `undefined` when some
   * may have been missed.
   * @returns what ends it
   */
  abstract watch(hear: (revoked: RevokedSession | undefined) => void): Promise<() => Promise<void>>

  /** Removes up to `limit` that no longer matter at a time; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
