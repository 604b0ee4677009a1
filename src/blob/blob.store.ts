import type { Readable } from 'node:stream'

/** A whole file on this machine's disk that nobody else writes to. */
export interface SpooledFile {
  path: string
  /** bytes */
  size: number
}

/** Part of a blob: from `start` to `end`, both included, counted in bytes from 0. */
export interface ByteRange {
  start: number
  end: number
}

/** An object as the store lists it. */
export interface StoredObject {
  key: string
  /** bytes */
  size: number
  storedAt: Date
}

/**
 * The bytes of blobs, under keys that are made anew for every upload ({@link BlobKeys}) and never used twice: an
 * object is written once, whole or not at all, never changed, and may be removed whenever no row names it, whatever
 * happens at the same time.
 */
export abstract class BlobStore {
  /**
   * Keeps a file under a key, and resolves once it is durable. The file is the store's from now on: it is gone when
   * this resolves or rejects.
   * @throws {BlobStoreUnavailable | BlobStoreTimeout} nothing is kept
   */
  abstract put(key: string, file: SpooledFile, mimeType: string): Promise<void>

  /**
   * The bytes under a key, or a part of them; `undefined` if there are none. Destroying the stream frees all it holds.
   * @throws {BlobStoreUnavailable | BlobStoreTimeout}
   */
  abstract open(key: string, range?: ByteRange): Promise<Readable | undefined>

  /** The size in bytes of what lies under a key; `undefined` if there is nothing. @throws {BlobStoreUnavailable} */
  abstract size(key: string): Promise<number | undefined>

  /** Removes what lies under these keys; those that are not there are no error. @throws {BlobStoreUnavailable} */
  abstract remove(keys: readonly string[]): Promise<void>

  /**
   * Looks whether there is a store to keep blobs in, without touching any.
   * @throws {BlobStoreUnavailable | BlobStoreTimeout}
   */
  abstract probe(): Promise<void>

  /** All objects, in no particular order, page by page as they are asked for. @throws {BlobStoreUnavailable} */
  abstract list(): AsyncIterable<StoredObject>
}
