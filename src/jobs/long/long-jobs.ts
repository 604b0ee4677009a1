import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Database, type Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import type { LongJob, LongJobLine, LongJobQuery, NewLongJob } from './long-job.js'
import { LONG_JOB_CHANNEL, LongJobStore } from './long-job.store.js'
import { LongJobEnding } from './long-job-ending.js'
import { LongWork } from './long-work.js'

/** Work that takes longer than a request: asked for in a transaction, done in the background, watched meanwhile. */
@Injectable()
export class LongJobs {
  constructor(
    private readonly store: LongJobStore,
    private readonly contributions: Contributions,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Asks for work; it begins when the caller's transaction is committed, on whichever node is free. */
  add(tx: Queryable, job: NewLongJob): Promise<LongJob> {
    const work = this.workOf(job.kind)
    if (!work) throw new Error(`nobody does work of the kind ${job.kind}`)
    return this.store.add(tx, { ...job, unit: work.unit, createdAt: this.#now() })
  }

  /** Ends a job that was not begun, and asks one that was to stop; undefined if it is over, or there is none. */
  cancel(tx: Queryable, id: string): Promise<LongJob | undefined> {
    return this.store.cancel(tx, id, this.#now())
  }

  /** Does a job again that has failed or was cancelled; undefined if there is none. */
  retry(tx: Queryable, id: string): Promise<LongJob | undefined> {
    return this.store.retry(tx, id)
  }

  find(id: string): Promise<LongJob | undefined> {
    return this.store.find(id)
  }

  list(query: LongJobQuery): Promise<LongJob[]> {
    return this.store.list(query)
  }

  count(query: Pick<LongJobQuery, 'kind' | 'state'>): Promise<number> {
    return this.store.count(query)
  }

  /** Lines of a job's log after a number, in order. */
  lines(id: string, after: number, limit: number): Promise<LongJobLine[]> {
    return this.store.lines(id, after, limit)
  }

  /** Calls `hear` whenever something about a job may have changed, on any node, until the returned function is called. */
  watch(id: string, hear: () => void): Promise<() => Promise<void>> {
    return this.db.listen(LONG_JOB_CHANNEL, (payload) => {
      if (payload === '' || payload.startsWith(id)) hear()
    })
  }

  /** Whoever does work of a kind. */
  workOf(kind: string): LongWork | undefined {
    return this.contributions.of(LongWork).find((work) => work.kind === kind)
  }

  /** All kinds of work that somebody does. */
  get kinds(): string[] {
    return this.contributions.of(LongWork).map(({ kind }) => kind)
  }

  /** Whoever wants to know of jobs that have failed. */
  get endings(): readonly LongJobEnding[] {
    return this.contributions.of(LongJobEnding)
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
