import { Injectable } from '@nestjs/common'
import { BlobUsage } from '../../blob/index.js'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { MeasureStore } from './measure.store.js'

const MINUTE_MS = 60_000

/** Writes down how much room files take. All of them are counted: every minute would be too often. */
@Injectable()
export class BlobSampling extends HousekeepingTask {
  override readonly name = 'measures of files'
  override readonly everyMs = 10 * MINUTE_MS

  constructor(
    private readonly usage: BlobUsage,
    private readonly store: MeasureStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of files. */
  override async run(): Promise<number> {
    const { count, bytes } = await this.usage.ofAll()
    await this.store.add(
      new Map([
        ['blob.count', count],
        ['blob.bytes', bytes],
      ]),
      this.clock.nowMs(),
    )
    return count
  }
}
