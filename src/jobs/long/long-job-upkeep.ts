import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import { HousekeepingTask } from '../housekeeping-task.js'
import { LongJobStore } from './long-job.store.js'
import { LongWorkJob } from './long-work.job.js'

const MINUTE_MS = 60 * 1000

/** Finds long jobs that are not over and in no queue: the node that was to put them there has died, or Redis is new. */
@Injectable()
export class LongJobUpkeep extends HousekeepingTask implements OnApplicationBootstrap {
  override readonly name = 'long jobs that were lost'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly store: LongJobStore,
    private readonly queue: LongWorkJob,
    private readonly clock: Clock,
  ) {
    super()
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.run()
  }

  /** Gives the number of jobs that are not over; those that wait in the queue are left as they are. */
  override async run(): Promise<number> {
    const open = await this.store.open(new Date(this.clock.nowMs()))
    for (const id of open) await this.queue.enqueue(id)
    return open.length
  }
}
