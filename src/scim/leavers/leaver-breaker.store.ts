import type { Queryable } from '../../database/index.js'

/** Whether people of a connection may leave. */
export interface BreakerState {
  readonly stoppedAt: Date | undefined
  readonly resumedAt: Date | undefined
  /** how many may leave without being counted, because an administrator has said so */
  readonly passes: number
}

/** Where it is counted how many people leave: all nodes count together. */
export abstract class LeaverBreakerStore {
  /** As it is now; others wait until the transaction ends. */
  abstract lock(tx: Queryable, connectionId: string): Promise<BreakerState>

  abstract find(connectionId: string): Promise<BreakerState | undefined>

  /** How many have left since a time, and whether one of them is this one. */
  abstract count(
    tx: Queryable,
    connectionId: string,
    userId: string,
    since: Date,
  ): Promise<{ readonly left: number; readonly isCounted: boolean }>

  abstract left(tx: Queryable, connectionId: string, userId: string, at: Date): Promise<void>

  abstract usePass(tx: Queryable, connectionId: string): Promise<void>

  abstract stop(tx: Queryable, connectionId: string, at: Date): Promise<void>

  abstract resume(tx: Queryable, connectionId: string, at: Date, passes: number): Promise<void>

  /** How many connections are stopped. */
  abstract countStopped(): Promise<number>

  /** Forgets up to `limit` of those who left before a time; returns how many. */
  abstract removeOld(before: Date, limit: number): Promise<number>
}
