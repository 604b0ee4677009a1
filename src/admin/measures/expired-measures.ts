import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { BUCKETS } from './measure-keys.js'
import { MeasureStore } from './measure.store.js'
import { MethodTimingStore } from './method-timing.store.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 1_000

/** Of days `OldMeasures` say how long they are kept. */
const FINE = ['minute', 'hour'] as const

/** Forgets minutes after a day, and hours after a month. */
@Injectable()
export class ExpiredMeasures extends HousekeepingTask {
  override readonly name = 'expired measures'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: MeasureStore,
    private readonly timings: MethodTimingStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of buckets that went. */
  override async run(): Promise<number> {
    // How long days of methods took is no class of data of its own.
    let total = await this.#remove(this.timings, 'day')
    for (const bucket of FINE)
      for (const store of [this.store, this.timings]) total += await this.#remove(store, bucket)
    return total
  }

  #remove(store: MeasureStore | MethodTimingStore, bucket: keyof typeof BUCKETS): Promise<number> {
    const before = new Date(this.clock.nowMs() - BUCKETS[bucket].keptMs)
    return inBatches(BATCH, (limit) => store.removeBefore(bucket, before, limit))
  }
}
