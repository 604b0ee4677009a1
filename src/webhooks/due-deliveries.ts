import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { DeliveriesJob } from './deliveries.job.js'
import { DeliveryStore } from './delivery.store.js'

const EVERY_MS = 10_000

/** Deliveries put into the queue at a time: more than all nodes make until the next time. */
const ENQUEUED_MAX = 1_000

/** Finds deliveries that are due again, and those of which no node was told. */
@Injectable()
export class DueDeliveries extends HousekeepingTask {
  override readonly name = 'deliveries that are due'
  override readonly everyMs = EVERY_MS

  constructor(
    private readonly store: DeliveryStore,
    private readonly queue: DeliveriesJob,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Gives the number of deliveries that were due. */
  override async run(): Promise<number> {
    const due = await this.store.due(new Date(this.clock.nowMs()), ENQUEUED_MAX)
    for (const { id, dueAt } of due) await this.queue.enqueue(id, dueAt.getTime())
    return due.length
  }
}
