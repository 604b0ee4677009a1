import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { ImportStore } from './import.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Nobody lets an upload rest for longer. */
const AGE_MAX_MS = 6 * HOUR_MS
const BATCH = 10

/** Gives up imports that a crash has left behind. */
@Injectable()
export class AbandonedImports extends HousekeepingTask {
  override readonly name = 'abandoned imports'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: ImportStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives up those of which nothing has come for too long; returns the number of imports. */
  override async run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - AGE_MAX_MS)
    return inBatches(BATCH, (limit) => this.store.dropBefore(before, limit))
  }
}
