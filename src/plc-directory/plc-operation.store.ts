import type { PlcLogEntry } from '@guildhall/identity'
import type { Queryable } from '../database/index.js'

/** An operation as the directory keeps it. */
export interface StoredPlcOperation extends PlcLogEntry {
  /** Order of arrival, over all DIDs; with gaps. */
  readonly seq: number
  readonly did: string
  /** Whether it was taken back and does not count any more. */
  readonly nullified: boolean
}

/** Where an export goes on: behind a number, or behind a time in milliseconds since the epoch. */
export type ExportPosition = { readonly seq: number } | { readonly createdAtMs: number }

/** Where the directory keeps its operations. */
export abstract class PlcOperationStore {
  /**
   * Waits until nobody else adds operations, and keeps it so until the transaction ends.
   * @returns when the latest operation of all was taken, in milliseconds since the epoch; 0 when there is none
   */
  abstract lock(tx: Queryable): Promise<number>

  /** All operations of a DID, also those that were taken back, the oldest first. */
  abstract allOf(did: string, on?: Queryable): Promise<StoredPlcOperation[]>

  /** The last operation of a DID that counts. */
  abstract lastOf(did: string): Promise<StoredPlcOperation | undefined>

  /** Adds an operation, and takes back others of the same DID. */
  abstract add(tx: Queryable, did: string, entry: PlcLogEntry, nullified: readonly string[]): Promise<void>

  /** Operations of all DIDs, the oldest first. */
  abstract after(position: ExportPosition, count: number): Promise<StoredPlcOperation[]>
}
