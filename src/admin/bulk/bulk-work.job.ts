import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import { Log } from '../../telemetry/index.js'
import { BulkRun } from './bulk-run.js'
import { BULK, type QueuedBulk } from './queued-bulk.js'

/** Does what waits in the queue of work on many accounts, one job at a time on each node. */
@Processor(BULK, { concurrency: 1 })
export class BulkWorkJob extends WorkerHost {
  constructor(
    private readonly runs: BulkRun,
    private readonly log: Log,
  ) {
    super()
  }

  override async process(job: Job<QueuedBulk>): Promise<void> {
    const { data, attemptsMade, opts } = job
    const isLast = attemptsMade + 1 >= (opts.attempts ?? 1)
    await this.runs.run(data.id, { isLast, tell: (progress) => job.updateProgress({ ...progress }) })
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of bulk work has trouble')
  }
}
