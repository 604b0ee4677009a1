import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { GrantsJson } from '../../roles/index.js'
import { LongJobs } from '../../jobs/index.js'
import { TimedId } from '../api/timed-id.js'
import type { BulkJob, BulkOptions } from './bulk-job.js'
import { BULK } from './bulk-run.js'
import { BulkStore, type NewRow } from './bulk.store.js'

/** Work on many accounts that is wanted. */
export interface WantedBulk {
  readonly options: BulkOptions
  readonly dryRun: boolean
  readonly reason: string | undefined
  readonly rows: readonly NewRow[]
}

/** Begins work on many accounts. */
@Injectable()
export class BulkStart {
  constructor(
    private readonly store: BulkStore,
    private readonly jobs: LongJobs,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /**
   * Has work done in the background, as a long job.
   * @param by whoever wants it, and what they may do
   * @param step more work for the transaction, done first
   */
  async begin(
    { options, dryRun, reason, rows }: WantedBulk,
    by: { readonly agent: Agent; readonly grants: GrantsJson },
    step?: (tx: Queryable) => Promise<void>,
  ): Promise<BulkJob> {
    const job: BulkJob = {
      ...{ id: this.ids.next(), options, dryRun, reason, total: rows.length },
      ...{ agent: by.agent, grants: by.grants, createdBy: by.agent.id ?? by.agent.type },
      createdAt: new Date(this.ids.nowMs()),
    }
    await this.work.run(async (tx) => {
      await step?.(tx)
      await this.store.add(tx, job, rows)
      await this.jobs.add(tx, { id: job.id, kind: BULK, input: {}, requestedBy: job.createdBy })
      await this.audit.record(tx, by.agent, {
        action: `bulk.${options.kind}`,
        target: { type: 'job', id: job.id },
        reason,
        after: { ...options, dryRun, total: rows.length },
      })
    })
    return job
  }
}
