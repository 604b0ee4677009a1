import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { RepoLifeStore } from './repo-life.store.js'

const MINUTE_MS = 60_000

/** Rows of each table deleted by one statement: small enough not to hold up writers. */
const BATCH = 2_000

/** Deletes what removed repositories left in the tables. */
@Injectable()
export class RemovedRepoRows extends HousekeepingTask {
  override readonly name = 'rows of removed repositories'
  override readonly everyMs = MINUTE_MS

  constructor(private readonly store: RepoLifeStore) {
    super()
  }

  /** Deletes all there is; returns the number of rows. */
  override async run(): Promise<number> {
    let total = 0
    for (;;) {
      const cleared = await this.store.clear(BATCH)
      if (cleared === 0) return total
      total += cleared
    }
  }
}
