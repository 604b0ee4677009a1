import { cidBytesToString } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { BlobStore, type StoredObject } from '../blob.store.js'
import { UploadLeftOvers } from '../upload/upload-left-overs.js'
import { BlobGarbageStore } from './blob-garbage.store.js'
import { BlobInventoryStore, type Inventory, type MissingObject } from './blob-inventory.store.js'

/** An object that nothing names may belong to an upload that is not done yet, but not for so long. */
const ORPHAN_AGE_MS = 24 * 60 * 60 * 1000

/** Objects handled together. */
const BATCH = 1_000

/** What a sweep has found. */
export interface SweepReport {
  /** objects in the store */
  objects: number
  /** objects that nothing names */
  orphans: number
  orphanBytes: number
  /** blobs without a reference that would have been kept for ever */
  forgotten: number
  /** files that interrupted uploads had left on this machine */
  leftOvers: number
  /** blobs whose bytes are lost */
  missing: { did: string; cid: string }[]
}

/**
 * Compares the store with the table, both ways. What no row names is removed; a row whose bytes are lost is told, and
 * stays: the bytes may come back, by another upload or from a backup.
 */
@Injectable()
export class BlobSweep {
  constructor(
    private readonly store: BlobStore,
    private readonly inventories: BlobInventoryStore,
    private readonly garbage: BlobGarbageStore,
    private readonly leftOvers: UploadLeftOvers,
    private readonly clock: Clock,
  ) {}

  /** @param options `dryRun` to change nothing @throws BlobStoreUnavailable */
  async run({ dryRun = false } = {}): Promise<SweepReport> {
    const before = new Date(this.clock.nowMs() - ORPHAN_AGE_MS)
    const found = await this.inventories.take(async (inventory) => {
      const objects = await this.#note(inventory)
      const orphans = await inventory.orphans(before)
      if (!dryRun) await this.#remove(orphans.map(({ key }) => key))
      return { objects, orphans, missing: await this.#confirm(await inventory.missing()) }
    })
    return {
      objects: found.objects,
      orphans: found.orphans.length,
      orphanBytes: found.orphans.reduce((sum, { size }) => sum + size, 0),
      forgotten: await this.garbage.expireForgotten({ dryRun }),
      leftOvers: await this.leftOvers.remove({ dryRun }),
      missing: found.missing,
    }
  }

  async #note(inventory: Inventory): Promise<number> {
    let objects = 0
    let batch: StoredObject[] = []
    for await (const object of this.store.list()) {
      objects++
      if (batch.push(object) < BATCH) continue
      await inventory.note(batch)
      batch = []
    }
    await inventory.note(batch)
    return objects
  }

  async #remove(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += BATCH) await this.store.remove(keys.slice(i, i + BATCH))
  }

  /** The listing took its time: what was not in it may be there now. */
  async #confirm(missing: readonly MissingObject[]): Promise<{ did: string; cid: string }[]> {
    const lost: { did: string; cid: string }[] = []
    for (const { did, cid, objectKey } of missing) {
      if ((await this.store.size(objectKey)) === undefined) lost.push({ did, cid: cidBytesToString(cid) })
    }
    return lost
  }
}
