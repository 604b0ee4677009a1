import type { Readable } from 'node:stream'

/** An object of the place, as it lists it. */
export interface PlacedObject {
  name: string
  /** bytes */
  size: number
}

/**
 * A place for backups: objects by name (`backups/…/manifest`, small letters, digits, `.`, `-`, `_` and `/`). An object
 * appears whole or not at all, whatever happens to whoever writes it.
 */
export abstract class BackupStore {
  /** For messages to the operator. */
  abstract readonly description: string

  /** Removes what was left by somebody who died while writing. Nobody else may be writing. */
  abstract tidy(): Promise<void>

  /**
   * Keeps what comes under a name, in the place of what was there, and resolves when it is durable.
   * @returns how many bytes came
   * @throws BackupPlaceUnavailable, and what the source throws: nothing is kept then
   */
  abstract put(name: string, source: AsyncIterable<Uint8Array>): Promise<number>

  /** The bytes under a name; undefined if there are none. @throws BackupPlaceUnavailable */
  abstract open(name: string): Promise<Readable | undefined>

  /** The size in bytes of what lies under a name; undefined if there is nothing. @throws BackupPlaceUnavailable */
  abstract size(name: string): Promise<number | undefined>

  /** All objects whose names begin so, in no particular order. @throws BackupPlaceUnavailable */
  abstract list(prefix: string): AsyncIterable<PlacedObject>

  /** Removes objects; those that are not there are no error. @throws BackupPlaceUnavailable */
  abstract remove(names: readonly string[]): Promise<void>
}
