import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { ArchiveStore } from './archive.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Archives let go at a time. */
const BATCH = 100

/** Lets archives go whose time is over. */
@Injectable()
export class ExpiredArchives extends HousekeepingTask {
  override readonly name = 'archives whose time is over'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: ArchiveStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    return inBatches(BATCH, async (limit) => {
      const ids = await this.store.expired(new Date(this.clock.nowMs()), limit)
      for (const id of ids) await this.store.drop(id)
      return ids.length
    })
  }
}
