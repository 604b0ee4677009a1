import { type BlobRef, cidKey } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { BlobNotFound, InvalidMimeType, InvalidSize } from './blob.errors.js'
import { BlobTableStore } from './blob-table.store.js'

/** Checks the blobs that records refer to. */
@Injectable()
export class BlobReferences {
  constructor(private readonly table: BlobTableStore) {}

  /**
   * @param did the account whose records refer to the blobs
   * @throws BlobNotFound, InvalidMimeType, InvalidSize for the first blob that was not uploaded as it is described
   */
  async assertUsable(did: Did, blobs: readonly BlobRef[]): Promise<void> {
    if (blobs.length === 0) return
    const stored = await this.table.find(
      did,
      blobs.map((blob) => blob.ref.bytes),
    )
    const byCid = new Map(stored.map((blob) => [cidKey(blob.cid), blob]))
    for (const blob of blobs) {
      const found = byCid.get(cidKey(blob.ref.bytes))
      const cid = blob.ref.toString()
      if (!found || found.takendown) throw new BlobNotFound(cid)
      if (found.mimeType !== blob.mimeType) throw new InvalidMimeType(cid, found.mimeType, blob.mimeType)
      if (found.size !== blob.size) throw new InvalidSize(cid, found.size, blob.size)
    }
  }
}
