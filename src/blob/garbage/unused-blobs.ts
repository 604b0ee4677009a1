import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { BlobStore } from '../blob.store.js'
import { BlobGarbageStore } from './blob-garbage.store.js'

const MINUTE_MS = 60_000

/** Blobs looked at, and objects removed, at a time. */
const BATCH = 500

/**
 * Deletes blobs that nobody uses: first their rows, then what they named in the store, which stays on a list until it
 * is gone. Any number of nodes may do so at a time.
 */
@Injectable()
export class UnusedBlobs extends HousekeepingTask {
  override readonly name = 'blobs that nobody uses'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly garbage: BlobGarbageStore,
    private readonly store: BlobStore,
    private readonly work: UnitOfWork,
  ) {
    super()
  }

  /** Deletes all that is due; returns how many objects were removed. @throws BlobStoreUnavailable */
  override async run(): Promise<number> {
    // Where somebody writes just now, it is done the next time.
    while ((await this.#collect()) > 0);
    return this.#removeObjects()
  }

  async #collect(): Promise<number> {
    let changed = 0
    for (const due of await this.garbage.due(BATCH)) {
      changed += await this.work.run((tx) => this.garbage.collect(tx, due))
    }
    return changed
  }

  async #removeObjects(): Promise<number> {
    let removed = 0
    for (;;) {
      const keys = await this.garbage.objects(BATCH)
      if (keys.length === 0) return removed
      await this.store.remove(keys)
      await this.garbage.forget(keys)
      removed += keys.length
    }
  }
}
