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
}
