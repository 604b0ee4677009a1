import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { BulkQueue } from './bulk-queue.js'
import { BulkStore } from './bulk.store.js'

const MINUTE_MS = 60_000

/** By then, whoever began it has put it into the queue, or has died in between. */
const GRACE_MS = MINUTE_MS

/** Puts work on many accounts into the queue that is open and not in it. */
@Injectable()
export class OpenBulk extends HousekeepingTask {
  override readonly name = 'bulk work to be done'
  override readonly everyMs = MINUTE_MS

  constructor(
    private readonly store: BulkStore,
    private readonly queue: BulkQueue,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many are open, in the queue or not. */
  override async run(): Promise<number> {
    const open = await this.store.openSince(new Date(this.clock.nowMs() - GRACE_MS))
    for (const id of open) await this.queue.put(id)
    return open.length
  }
}
