import { InjectQueue } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { Queue } from 'bullmq'
import { Log } from '../../telemetry/index.js'
import { BULK, type QueuedBulk } from './queued-bulk.js'

/** Rows that cannot be done now wait so long, and so often. */
const RETRY_MS = 15_000
const ATTEMPTS_MAX = 40

/** Takes work on many accounts that is to be done. */
@Injectable()
export class BulkQueue {
  constructor(
    @InjectQueue(BULK) private readonly queue: Queue<QueuedBulk>,
    private readonly log: Log,
  ) {
    queue.on('error', (error) => log.warn({ err: error }, 'the queue of bulk work has trouble'))
  }

  /** Has a job done before long; one that is in the queue is not put into it again. Housekeeping does it if it fails. */
  async put(id: string): Promise<void> {
    const backoff = { type: 'fixed', delay: RETRY_MS }
    try {
      await this.queue.add(
        BULK,
        { id },
        { jobId: `bulk-${id}`, attempts: ATTEMPTS_MAX, backoff, removeOnFail: true },
      )
    } catch (error) {
      this.log.warn({ bulk: id, err: error }, 'bulk work could not be put into the queue yet')
    }
  }
}
