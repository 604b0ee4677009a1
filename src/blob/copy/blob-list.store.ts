import type { CidBytes } from '@guildhall/data'

/** A blob, and where its bytes are. */
export interface ListedBlob {
  cid: CidBytes
  objectKey: string
  mimeType: string
  /** bytes */
  size: number
}

/** What to list: blobs uploaded at a time or later, with keys that sort after one. */
export interface BlobPage {
  since?: Date | undefined
  after: string
  limit: number
}

/** All blobs of all accounts, for whoever handles their bytes. */
export abstract class BlobListStore {
  /** Blobs in the order of their keys. */
  abstract page(page: BlobPage): Promise<ListedBlob[]>

  /** Whether a blob still has its bytes under this key. */
  abstract isNamed(objectKey: string): Promise<boolean>

  /** How many there are, and their size together. */
  abstract totals(since?: Date): Promise<{ count: number; bytes: number }>
}
