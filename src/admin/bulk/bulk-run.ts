import { setTimeout as delay } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { LongWork, type WorkRun } from '../../jobs/index.js'
import { Refusal, type RefusalKind } from '../../refusal.js'
import { Grants } from '../../roles/index.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { BulkStore } from './bulk.store.js'
import { RowKinds } from './row-kinds.js'
import { rowWaves } from './row-waves.js'

/** The kind of long job. */
export const BULK = 'bulk.accounts'

/** Rows read at a time. */
const BATCH = 20

/** Rows done at a time: most of one is the hash of a password, and waiting for the directory of identities. */
const AT_A_TIME = 4

/** Rows that cannot be done now are tried again after so long, and so often. */
const RETRY_MS = 5_000
const PASSES_MAX = 60

/** What is refused like this may be taken before long. */
const PASSING: readonly RefusalKind[] = ['unavailable', 'upstream', 'timeout', 'tooMany']

/**
 * Does work on many accounts, row by row. A row is settled when it is done: however often a job is begun again, after
 * whatever has killed it, each is done once.
 */
@Injectable()
export class BulkRun extends LongWork {
  override readonly kind = BULK
  override readonly unit = 'accounts'

  constructor(
    private readonly store: BulkStore,
    private readonly kinds: RowKinds,
    private readonly db: Database,
  ) {
    super()
  }

  /** Does what is left of a job; gives how many rows came to which end. */
  override async run(_input: unknown, run: WorkRun): Promise<object> {
    for (let pass = 1; (await this.pass(run, pass === PASSES_MAX)) > 0; pass++)
      await delay(RETRY_MS, undefined, { signal: run.signal })
    return (await this.store.progress(run.id)).outcomes
  }

  /**
   * Goes through the rows that are not settled.
   * @param isLast whether what cannot be done now has failed
   * @returns how many rows are left
   */
  async pass(run: WorkRun, isLast: boolean): Promise<number> {
    let left = 0
    const job = await this.store.find(run.id)
    if (!job) return 0
    for (let after = 0; ;) {
      const rows = await this.store.openRows(job.id, after, BATCH)
      for (const wave of rowWaves(rows, AT_A_TIME)) {
        run.signal.throwIfAborted()
        left += await this.#doAll(job, wave, isLast)
      }
      await run.progress((await this.store.progress(job.id)).done, job.total)
      if (rows.length < BATCH) return left
      after = rows.at(-1)!.number
    }
  }

  /** None is under way any more when it ends, whatever comes of one. @returns how many are left */
  async #doAll(job: BulkJob, rows: readonly BulkRow[], isLast: boolean): Promise<number> {
    const ends = await Promise.allSettled(rows.map((row) => this.#do(job, row, isLast)))
    let left = 0
    for (const end of ends) {
      if (end.status === 'rejected') throw end.reason
      if (!end.value) left++
    }
    return left
  }

  async #do(job: BulkJob, row: BulkRow, isLast: boolean): Promise<boolean> {
    const result = await this.#result(job, row)
    if (result === 'later' && !isLast) return false
    const late = { outcome: 'failed', detail: 'It could not be done in time' } as const
    await this.store.settle(this.db, job.id, row.number, result === 'later' ? late : result)
    return true
  }

  async #result(job: BulkJob, row: BulkRow): Promise<RowResult | 'later'> {
    const by = { agent: job.agent, grants: Grants.fromJSON(job.grants), provedAtMs: undefined }
    try {
      return await this.kinds.of(job.options).handle(job, row, by)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return PASSING.includes(error.kind)
        ? 'later'
        : { outcome: 'failed', did: row.did, detail: error.message }
    }
  }
}
