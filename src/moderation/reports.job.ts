import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import type { Job } from 'bullmq'
import { WORKER_OPTIONS } from '../jobs/index.js'
import { Log } from '../telemetry/index.js'
import { type QueuedReport, REPORTS } from './queued-report.js'
import { ReportForwarding } from './report-forwarding.js'

/** Reports sent on at a time by one node. */
const CONCURRENCY = 4

/** Sends on what waits in the queue of reports. */
@Processor(REPORTS, { ...WORKER_OPTIONS, concurrency: CONCURRENCY })
export class ReportsJob extends WorkerHost {
  constructor(
    private readonly forwarding: ReportForwarding,
    private readonly log: Log,
  ) {
    super()
  }

  override async process({ data: { id }, attemptsMade, opts }: Job<QueuedReport>): Promise<void> {
    try {
      await this.forwarding.send(id, attemptsMade + 1 >= (opts.attempts ?? 1))
    } catch (error) {
      this.log.warn(
        { report: id, attempt: attemptsMade + 1, err: error },
        'a report could not be sent on yet',
      )
      throw error
    }
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of reports has trouble')
  }
}
