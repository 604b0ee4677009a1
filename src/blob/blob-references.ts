import { type BlobRef, cidBytesToString, cidKey } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../database/index.js'
import { BlobNotFound, InvalidMimeType, InvalidSize } from './blob.errors.js'
import { BlobTableStore, type StoredBlob } from './blob-table.store.js'

/** Checks the blobs that records refer to. */
@Injectable()
export class BlobReferences {
  constructor(
    private readonly table: BlobTableStore,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Makes sure that blobs are there and will be there long enough for a record to refer to them.
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
    const expiring = stored.filter(({ isExpiring }) => isExpiring)
    if (expiring.length > 0) await this.#postpone(did, expiring)
  }

  /** Only few wait so long before they refer to what they have uploaded. */
  async #postpone(did: Did, blobs: readonly StoredBlob[]): Promise<void> {
    const cids = blobs.map(({ cid }) => cid)
    const left = await this.work.run(async (tx) => {
      const repoId = await this.table.hold(tx, did)
      return repoId === undefined ? 0 : this.table.postpone(tx, repoId, cids)
    })
    if (left < cids.length) throw new BlobNotFound(cids.map(cidBytesToString).join(', '))
  }
}
