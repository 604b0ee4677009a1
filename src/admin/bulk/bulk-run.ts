import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { Refusal, type RefusalKind } from '../../refusal.js'
import { Grants } from '../../roles/index.js'
import { Clock } from '../../telemetry/index.js'
import { AccountRows } from './account-rows.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { RowsLeft } from './bulk.errors.js'
import { BulkStore } from './bulk.store.js'
import { OrderRows } from './order-rows.js'

/** Rows read at a time; then it is looked whether somebody has cancelled the job. */
const BATCH = 20

/** What is refused like this may be taken before long. */
const PASSING: readonly RefusalKind[] = ['unavailable', 'upstream', 'timeout', 'tooMany']

/** Of an attempt to do a job. */
export interface Attempt {
  /** whether there will be no other one */
  readonly isLast: boolean
  /** is told how far it is */
  readonly tell: (progress: { done: number; total: number; unit: string }) => Promise<void>
}

/**
 * Does work on many accounts, row by row. A row is settled when it is done: however often a job is begun again, after
 * whatever has killed it, each is done once.
 */
@Injectable()
export class BulkRun {
  constructor(
    private readonly store: BulkStore,
    private readonly accounts: AccountRows,
    private readonly orders: OrderRows,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Does what is left of a job. @throws {RowsLeft} if some of it can only be done later */
  async run(id: string, { isLast, tell }: Attempt): Promise<void> {
    let left = 0
    for (let after = 0; ;) {
      const job = await this.store.find(id)
      if (job?.state !== 'open') return
      const rows = await this.store.openRows(id, after, BATCH)
      for (const row of rows) if (!(await this.#do(job, row, isLast))) left++
      const { done } = await this.store.progress(id)
      await tell({ done, total: job.total, unit: 'accounts' })
      if (rows.length < BATCH) break
      after = rows.at(-1)!.number
    }
    if (left > 0) throw new RowsLeft(left)
    await this.store.end(this.db, id, 'done', new Date(this.clock.nowMs()))
  }

  async #do(job: BulkJob, row: BulkRow, isLast: boolean): Promise<boolean> {
    const result = await this.#result(job, row)
    if (result === 'later' && !isLast) return false
    const settled =
      result === 'later' ? { outcome: 'failed' as const, detail: 'It could not be done in time' } : result
    await this.store.settle(this.db, job.id, row.number, settled)
    return true
  }

  async #result(job: BulkJob, row: BulkRow): Promise<RowResult | 'later'> {
    const by = { agent: job.agent, grants: Grants.fromJSON(job.grants), provedAtMs: undefined }
    const rows = job.options.kind === 'accounts' ? this.accounts : this.orders
    try {
      return await rows.handle(job, row, by)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return PASSING.includes(error.kind)
        ? 'later'
        : { outcome: 'failed', did: row.did, detail: error.message }
    }
  }
}
