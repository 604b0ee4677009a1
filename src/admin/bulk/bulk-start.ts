import { Injectable } from '@nestjs/common'
import type { Agent } from '../../audit/index.js'
import { Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import type { GrantsJson } from '../../roles/index.js'
import { TimedId } from '../api/timed-id.js'
import type { BulkJob, BulkOptions } from './bulk-job.js'
import { BulkQueue } from './bulk-queue.js'
import { BulkStore, type NewRow } from './bulk.store.js'

/** Work on many accounts that is wanted. */
export interface WantedBulk {
  readonly options: BulkOptions
  readonly dryRun: boolean
  readonly reason: string | undefined
  readonly rows: readonly NewRow[]
}

/** Begins work on many accounts, and ends it. */
@Injectable()
export class BulkStart {
  constructor(
    private readonly store: BulkStore,
    private readonly queue: BulkQueue,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
    private readonly ids: TimedId,
  ) {}

  /**
   * Keeps work until it is done, which is begun at once.
   * @param by whoever wants it, and what they may do
   * @param step more work for the transaction, done first
   */
  async begin(
    { options, dryRun, reason, rows }: WantedBulk,
    by: { readonly agent: Agent; readonly grants: GrantsJson },
    step?: (tx: Queryable) => Promise<void>,
  ): Promise<BulkJob> {
    const job: BulkJob = {
      ...{ id: this.ids.next(), options, dryRun, reason, total: rows.length, state: 'open' },
      ...{ agent: by.agent, grants: by.grants, createdBy: by.agent.id ?? by.agent.type },
      ...{ createdAt: new Date(this.ids.nowMs()), finishedAt: undefined },
    }
    await this.work.run(async (tx) => {
      await step?.(tx)
      await this.store.add(tx, job, rows)
      await this.audit.record(tx, by.agent, {
        action: `bulk.${options.kind}`,
        target: { type: 'bulk', id: job.id },
        reason,
        after: { ...options, dryRun, total: rows.length },
      })
    })
    await this.queue.put(job.id)
    return job
  }

  /** Ends work; what is done stays so. @returns `false` if it has ended */
  async cancel(id: string, agent: Agent): Promise<boolean> {
    return this.work.run(async (tx) => {
      const ended = await this.store.end(tx, id, 'cancelled', new Date(this.ids.nowMs()))
      if (ended) await this.audit.record(tx, agent, { action: 'bulk.cancel', target: { type: 'bulk', id } })
      return ended
    })
  }
}
