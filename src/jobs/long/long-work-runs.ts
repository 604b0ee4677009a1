import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { Refusal } from '../../refusal.js'
import { Clock, Log, requestId } from '../../telemetry/index.js'
import { LongJobStore } from './long-job.store.js'
import { LongJobs } from './long-jobs.js'
import { ProgressNotes } from './progress-notes.js'

/** Work that was begun so often and never came to an end is the reason why nodes die. */
const ATTEMPTS_MAX = 5

/** Why a run was told to stop. */
type StopReason = 'cancelled' | 'node stops'

/** Runs of long work on this node. */
@Injectable()
export class LongWorkRuns {
  readonly #running = new Map<string, AbortController>()

  constructor(
    private readonly store: LongJobStore,
    private readonly jobs: LongJobs,
    private readonly work: UnitOfWork,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Does a job, unless it is over; how it ended is stored. */
  async run(id: string): Promise<void> {
    const begun = await this.store.begin(id, this.#now())
    if (!begun) return
    const { job, input } = begun
    const work = this.jobs.workOf(job.kind)
    if (!work) return this.#fail(id, `Nobody does work of the kind ${job.kind}`)
    if (job.attempts > ATTEMPTS_MAX)
      return this.#fail(id, `It was begun ${ATTEMPTS_MAX} times and never came to an end`)
    const stop = new AbortController()
    this.#running.set(id, stop)
    const notes = new ProgressNotes(this.store, this.clock, id)
    try {
      if (job.isCancelWanted) stop.abort('cancelled' satisfies StopReason)
      const result = await work.run(input, {
        id,
        signal: stop.signal,
        progress: (done, total) => notes.progress(done, total),
        note: (text) => notes.note(text),
      })
      await notes.flush()
      await this.store.end(id, { state: 'done', at: this.#now(), result })
    } catch (error) {
      await notes.flush().catch(() => undefined)
      await this.#stopped(id, job.kind, stop.signal, error)
    } finally {
      this.#running.delete(id)
    }
  }

  /** Looks whether somebody wants a job to stop that runs here; without an id, whether any is to stop. */
  async look(id: string | undefined): Promise<void> {
    const mine = id ? (this.#running.has(id) ? [id] : []) : [...this.#running.keys()]
    for (const one of mine) {
      const job = await this.store.find(one)
      if (job?.isCancelWanted) this.#running.get(one)?.abort('cancelled' satisfies StopReason)
    }
  }

  /** This node stops: others go on with what is under way. */
  interrupt(): void {
    for (const stop of this.#running.values()) stop.abort('node stops' satisfies StopReason)
  }

  async #stopped(id: string, kind: string, { aborted, reason }: AbortSignal, error: unknown): Promise<void> {
    if (aborted && reason === ('node stops' satisfies StopReason)) return this.store.giveBack(id)
    if (aborted) return void (await this.store.end(id, { state: 'cancelled', at: this.#now() }))
    if (error instanceof Refusal) return this.#fail(id, error.message)
    this.log.error({ err: error, job: id, kind }, 'long work failed')
    await this.#fail(
      id,
      `There was a fault; the log has it under the request id ${requestId() ?? 'of this job'}`,
    )
  }

  async #fail(id: string, failure: string): Promise<void> {
    await this.work.run(async (tx) => {
      const job = await this.store.end(id, { state: 'failed', at: this.#now(), failure }, tx)
      if (job) for (const ending of this.jobs.endings) await ending.failed(tx, job)
    })
  }

  #now(): Date {
    return new Date(this.clock.nowMs())
  }
}
