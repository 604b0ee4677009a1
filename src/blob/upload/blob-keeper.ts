import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { AccountNotFound } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Refusal } from '../../refusal.js'
import type { BlobAllowance } from '../allowance/blob-allowance.js'
import { BlobAllowances } from '../allowance/blob-allowances.js'
import { BlobKeys } from '../blob-keys.js'
import { BlobStore } from '../blob.store.js'
import { BlobTableStore, type NewBlob } from '../blob-table.store.js'
import { BlobTakenDown } from './upload.errors.js'
import type { SpooledUpload } from './upload-spool.js'

/** Whose upload it is, and how it is to be kept. */
export interface Keeping {
  did: Did
  mimeType: string
  unusedTtlMs: number
  allowance: BlobAllowance
}

/** A blob that is kept. */
export interface KeptBlob {
  /** of the blob, which is that of a former upload if records refer to it already */
  mimeType: string
  /** what the account stores now (bytes), if there is a quota */
  storedBytes?: number | undefined
}

/** Puts what has arrived into the store and into the table: bytes first, so that the table never promises too much. */
@Injectable()
export class BlobKeeper {
  constructor(
    private readonly store: BlobStore,
    private readonly keys: BlobKeys,
    private readonly table: BlobTableStore,
    private readonly allowances: BlobAllowances,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * Keeps an upload. What the account has already is not stored twice; if its bytes were lost, it has them again.
   * @throws BlobTakenDown, BlobQuotaExceeded, DailyUploadsExceeded, AccountNotFound, BlobStoreUnavailable
   */
  async keep(upload: SpooledUpload, keeping: Keeping): Promise<KeptBlob> {
    const { did, mimeType, unusedTtlMs } = keeping
    const [present] = await this.table.find(did, [upload.cid])
    if (present?.takendown) throw new BlobTakenDown()
    const isWhole = present && (await this.store.size(present.objectKey)) === present.size
    const renewed = isWhole && (await this.table.renew(did, { cid: upload.cid, mimeType, unusedTtlMs }))
    if (renewed) return { mimeType: renewed.mimeType }
    return this.#store(upload, keeping, present?.objectKey)
  }

  async #store(upload: SpooledUpload, keeping: Keeping, missingKey: string | undefined): Promise<KeptBlob> {
    const { did, mimeType, unusedTtlMs, allowance } = keeping
    const { cid, size } = upload
    const objectKey = this.keys.next()
    await this.store.put(objectKey, upload, mimeType)
    const blob: NewBlob = { cid, size, mimeType, objectKey, unusedTtlMs, missingKey }
    const added = await this.#add(did, blob, allowance)
    // Somebody else has uploaded the same meanwhile.
    if (added.objectKey !== objectKey) await this.store.remove([objectKey])
    return { mimeType: added.mimeType, storedBytes: added.storedBytes }
  }

  async #add(did: Did, blob: NewBlob, allowance: BlobAllowance) {
    try {
      return await this.work.run(async (tx) => {
        const repoId = await this.table.hold(tx, did)
        if (repoId === undefined) throw new AccountNotFound()
        await this.allowances.countUpload(tx, did, allowance, blob.size)
        const added = await this.table.add(tx, repoId, blob)
        if (added.takendown) throw new BlobTakenDown()
        const stored = added.isNew ? await this.allowances.settle(tx, did, allowance) : undefined
        return { ...added, storedBytes: stored?.bytes }
      })
    } catch (error) {
      // When the database is away, the row may be there all the same. Then the sweep decides.
      if (error instanceof Refusal && error.kind !== 'unavailable') await this.store.remove([blob.objectKey])
      throw error
    }
  }
}
