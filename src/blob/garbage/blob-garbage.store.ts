import type { CidBytes } from '@guildhall/data'
import type { Queryable } from '../../database/index.js'

/** Blobs of one repository whose time has come. */
export interface DueBlobs {
  repoId: number
  cids: CidBytes[]
}

/** Blobs that nobody uses, and objects that no blob names. */
export abstract class BlobGarbageStore {
  /** Up to so many blobs that have expired, by repository. Those that were taken down never do. */
  abstract due(limit: number): Promise<DueBlobs[]>

  /**
   * Deletes blobs that have expired and to which no record refers; their objects become garbage. Blobs that turn out to
   * be used live on.
   * @returns how many rows were changed; 0 if somebody writes to the repository just now
   */
  abstract collect(tx: Queryable, due: DueBlobs): Promise<number>

  /** Up to so many objects that are garbage; none while somebody holds the blobs. */
  abstract objects(limit: number): Promise<string[]>

  /** Forgets garbage that was removed. */
  abstract forget(keys: readonly string[]): Promise<void>

  /**
   * Blobs without a reference that would never expire: a reference has gone unnoticed.
   * @returns how many; they expire from now on, unless they are only to be counted
   */
  abstract expireForgotten(options: { dryRun: boolean }): Promise<number>
}
