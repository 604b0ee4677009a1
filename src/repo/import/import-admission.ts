import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { RepoNotFound } from '../repo.errors.js'
import { ImportConfig } from './import.config.js'
import { ImportsBusy, ImportsClosed } from './import.errors.js'
import { ImportStore } from './import.store.js'

/** An import that has begun. */
export interface AdmittedImport {
  readonly importId: number
  /** the revision of the repository when it began */
  readonly rev: string
}

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
   * Runs an import under an id of its own; what it leaves is dropped afterwards, however it ends.
   * @throws ImportsClosed | ImportsBusy | RepoNotFound, and what the import throws
   */
  async during(did: Did, work: (admitted: AdmittedImport) => Promise<void>): Promise<void> {
    if (!this.config.accepting) throw new ImportsClosed()
    if (this.#running.has(did) || this.#running.size >= this.config.atOnceMax) throw new ImportsBusy()
    this.#running.add(did)
    try {
      const admitted = await this.store.begin(did, new Date(this.clock.nowMs()))
      if (!admitted) throw new RepoNotFound(did)
      await work(admitted).finally(() => this.#drop(admitted.importId))
    } finally {
      this.#running.delete(did)
    }
  }

  /** What cannot be dropped now is found by housekeeping. */
  async #drop(importId: number): Promise<void> {
    try {
      await this.store.discard(importId)
    } catch (error) {
      this.log.warn({ importId, err: error }, 'could not drop what an import left behind yet')
    }
  }
}
