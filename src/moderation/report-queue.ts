import { InjectQueue } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { Queue } from 'bullmq'
import { inTime } from '../jobs/index.js'
import { Log } from '../telemetry/index.js'
import { ModerationConfig } from './moderation.config.js'
import { type QueuedReport, REPORTS } from './queued-report.js'

/** Takes kept reports that are to be sent on. */
@Injectable()
export class ReportQueue {
  constructor(
    @InjectQueue(REPORTS) private readonly queue: Queue<QueuedReport>,
    private readonly config: ModerationConfig,
    private readonly log: Log,
  ) {
    queue.on('error', (error) => log.warn({ err: error }, 'the queue of reports has trouble'))
  }

  /**
   * Sends a report on before long; one that is in the queue already is not put into it again. If the queue is away, it is
   * left to housekeeping: whoever made the report is not to make it again.
   */
  async put(id: number): Promise<void> {
    const { forwardAttemptsMax: attempts, forwardRetryMs: delay } = this.config
    const backoff = { type: 'exponential', delay }
    try {
      const options = { jobId: `report-${id}`, attempts, backoff, removeOnFail: true }
      await inTime(this.queue.add(REPORTS, { id }, options))
    } catch (error) {
      this.log.warn({ report: id, err: error }, 'a report could not be put into the queue yet')
    }
  }
}
