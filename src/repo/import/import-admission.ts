import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { ImportConfig } from './import.config.js'
import { RepoNotFound } from '../repo.errors.js'
import { ImportsBusy, ImportsClosed, ImportTooLarge } from './import.errors.js'
import type { TakenFile, TellProgress } from './import-intake.js'
import { type BegunImport, type ImportPlace, ImportStore } from './import.store.js'

/** How often it is said how far an import has come. */
const PROGRESS_MS = 5_000

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
   * Runs an import under an id of its own; what is left of it is dropped afterwards, however it ends.
   * @param size of the file in bytes, as it is announced
   * @throws ImportsClosed | ImportsBusy | ImportTooLarge | RepoNotFound, and what the import throws
   */
  async during(did: Did, size: number, work: (begun: BegunImport) => Promise<void>): Promise<void> {
    if (!this.config.accepting) throw new ImportsClosed()
    if (size > this.config.bytesMax) {
      throw new ImportTooLarge(`a file of more than ${this.config.bytesMax} bytes`)
    }
    if (this.#running.has(did) || this.#running.size >= this.config.atOnceMax) throw new ImportsBusy()
    this.#running.add(did)
    try {
      const begun = await this.store.begin(did, this.#now())
      if (!begun) throw new RepoNotFound(did)
      await work(begun).finally(() => this.#drop(begun))
    } finally {
      this.#running.delete(did)
    }
  }

  /** Whom the intake is to tell how far a file has come: says so now and then, in the log and in the table. */
  progress({ importId }: ImportPlace): TellProgress {
    let toldMs = this.clock.nowMs()
    return async ({ nodes, records, loose }) => {
      const nowMs = this.clock.nowMs()
      if (nowMs - toldMs < PROGRESS_MS) return
      toldMs = nowMs
      this.log.info({ importId, nodes, records, loose }, 'an import is arriving')
      await this.store.touch(importId, new Date(nowMs))
    }
  }

  /** Notes that all of a file has arrived and was found good. @throws ImportLost when the import was given up */
  async arrive(begun: BegunImport, { data, rev, collections, nodes, records }: TakenFile): Promise<void> {
    await this.store.arrive(begun, { data, rev }, collections, this.#now())
    this.log.info({ importId: begun.importId, nodes, records }, 'an import has arrived')
  }

  /** What cannot be dropped now is found by housekeeping. */
  async #drop(place: ImportPlace): Promise<void> {
    try {
      await this.store.end(place)
    } catch (error) {
      this.log.warn({ importId: place.importId, err: error }, 'could not drop the blocks of an import yet')
    }
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
