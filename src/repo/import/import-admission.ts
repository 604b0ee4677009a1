import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { ImportConfig } from './import.config.js'
import { ImportsBusy, ImportsClosed } from './import.errors.js'
import { ImportStore } from './import.store.js'

/** Lets imports in, one per account and a few at a time, and cleans up after them. */
@Injectable()
export class ImportAdmission {
  readonly #running = new Set<Did>()

  constructor(
    private readonly store: ImportStore,
    private readonly clock: Clock,
    private readonly config: ImportConfig,
    private readonly log: Log,
  ) {}

  /**
   * Runs an import under an id of its own; its blocks are dropped afterwards, however it ends.
   * @throws ImportsClosed | ImportsBusy, and what the import throws
   */
  async during(did: Did, work: (importId: number) => Promise<void>): Promise<void> {
    if (!this.config.accepting) throw new ImportsClosed()
    if (this.#running.has(did) || this.#running.size >= this.config.atOnceMax) throw new ImportsBusy()
    this.#running.add(did)
    try {
      const importId = await this.store.begin(did, new Date(this.clock.nowMs()))
      await work(importId).finally(() => this.#drop(importId))
    } finally {
      this.#running.delete(did)
    }
  }

  /** What cannot be dropped now is found by housekeeping. */
  async #drop(importId: number): Promise<void> {
    try {
      await this.store.end(importId)
    } catch (error) {
      this.log.warn({ importId, err: error }, 'could not drop the blocks of an import yet')
    }
  }
}
