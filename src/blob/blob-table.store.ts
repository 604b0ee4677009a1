import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'

/** What is known of an uploaded blob. */
export interface StoredBlob {
  cid: CidBytes
  mimeType: string
  /** bytes */
  size: number
  takendown: boolean
}

/** The table of blobs, not their bytes. */
export abstract class BlobTableStore {
  /** The account's blobs with these CIDs; absent ones are left out. */
  abstract find(did: Did, cids: readonly CidBytes[]): Promise<StoredBlob[]>

  /** How many different blobs the records of an account refer to, and how many it has uploaded. */
  abstract count(did: Did): Promise<{ expected: number; uploaded: number }>

  /** The reference of the takedown of a blob, if it was taken down; `undefined` if there is no such blob. */
  abstract takedown(did: Did, cid: CidBytes): Promise<{ ref: string | undefined } | undefined>

  /** Takes a blob down, or lifts its takedown with `null`; `false` if there is no such blob. */
  abstract setTakedown(did: Did, cid: CidBytes, ref: string | null): Promise<boolean>
}
