import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { StoredObject } from '../blob.store.js'

/** A blob whose object was not among those that were noted. */
export interface MissingObject {
  did: Did
  cid: CidBytes
  objectKey: string
}

/** What a store has, beside what the table says it has. */
export interface Inventory {
  /** Notes objects of the store. */
  note(objects: readonly StoredObject[]): Promise<void>

  /** Noted objects stored before that nothing names: no blob, and no garbage that is about to be removed. */
  orphans(before: Date): Promise<{ key: string; size: number }[]>

  /** Blobs that were uploaded before the inventory was begun, and whose objects were not noted. */
  missing(): Promise<MissingObject[]>
}

/** Takes inventories. */
export abstract class BlobInventoryStore {
  /** Begins an inventory, which ends with `take`. */
  abstract take<T>(use: (inventory: Inventory) => Promise<T>): Promise<T>
}
