import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { ImportConfig } from './import.config.js'
import { ImportsBusy, ImportsClosed, ImportTooLarge } from './import.errors.js'
import { type Arrived, ImportStore } from './import.store.js'

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
   * @param size of the file in bytes, as it is announced
   * @throws ImportsClosed | ImportsBusy | ImportTooLarge, and what the import throws
   */
  async during(did: Did, size: number, work: (importId: number) => Promise<void>): Promise<void> {
    if (!this.config.accepting) throw new ImportsClosed()
    if (size > this.config.bytesMax) {
      throw new ImportTooLarge(`a file of more than ${this.config.bytesMax} bytes`)
    }
    if (this.#running.has(did) || this.#running.size >= this.config.atOnceMax) throw new ImportsBusy()
    this.#running.add(did)
    try {
      const importId = await this.store.begin(did, new Date(this.clock.nowMs()))
      await work(importId).finally(() => this.#drop(importId))
    } finally {
      this.#running.delete(did)
    }
  }

  /** Notes that all of a file has arrived and was found good. @throws ImportLost when the import was given up */
  async arrive(importId: number, arrived: Arrived): Promise<void> {
    await this.store.arrive(importId, arrived, new Date(this.clock.nowMs()))
    const { nodes, records, loose, repeated } = arrived
    this.log.info({ importId, nodes, records, loose, repeated }, 'an import has arrived')
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
