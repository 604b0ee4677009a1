import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** A restored backup of which the network has not been told in full. */
export interface Restoration {
  readonly id: number
  readonly backupId: string
  /** of the server that made it */
  readonly publicUrl: string
  /** whether sessions of the time of the backup are to end */
  readonly endsSessions: boolean
  /** the last account that was dealt with */
  readonly lastDid: Did | undefined
  readonly announced: number
  readonly movedAway: number
}

/** Remembers what is left to do after restores. */
export abstract class RestorationStore {
  /** The newest one that is not finished. */
  abstract unfinished(): Promise<Restoration | undefined>

  /** Notes inside the caller's transaction that an account was dealt with; they come in the order of their DIDs. */
  abstract advance(tx: Queryable, id: number, did: Did, outcome: 'announced' | 'movedAway'): Promise<void>

  /** Notes that nothing is left to do. @returns how many accounts were dealt with, and how */
  abstract finish(id: number, now: Date): Promise<{ announced: number; movedAway: number }>

  /**
   * Runs something on one node at a time.
   * @returns undefined if another one is at it
   */
  abstract alone<T>(use: () => Promise<T>): Promise<T | undefined>
}
