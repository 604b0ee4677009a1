import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { ReportQueue } from './report-queue.js'
import { ReportStore } from './report.store.js'

const MINUTE_MS = 60_000

/** By then, whoever kept a report has put it into the queue, or has died in between. */
const GRACE_MS = MINUTE_MS

/** Reports looked for at a time. */
const BATCH = 500

/** Puts kept reports into the queue that are to be sent on and are not in it. */
@Injectable()
export class WaitingReports extends HousekeepingTask {
  override readonly name = 'reports to be sent on'
  override readonly everyMs = 10 * MINUTE_MS

  constructor(
    private readonly store: ReportStore,
    private readonly queue: ReportQueue,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many wait, in the queue or not. */
  override async run(): Promise<number> {
    const until = new Date(this.clock.nowMs() - GRACE_MS)
    let waiting = 0
    for (let after = 0; ;) {
      const ids = await this.store.waiting(until, after, BATCH)
      for (const id of ids) await this.queue.put(id)
      waiting += ids.length
      if (ids.length < BATCH) return waiting
      after = ids.at(-1)!
    }
  }
}
