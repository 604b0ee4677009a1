import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import { type LongJob, LongJobEnding } from '../jobs/index.js'
import { WebhookOutbox } from './webhook-outbox.js'

/** Tells webhooks of long work that has failed. */
@Injectable()
export class FailedJobs extends LongJobEnding {
  constructor(private readonly outbox: WebhookOutbox) {
    super()
  }

  override failed(tx: Queryable, { id, kind, attempts }: LongJob): Promise<void> {
    return this.outbox.record(tx, { type: 'job.failed', data: { job: id, kind, attempts } })
  }
}
