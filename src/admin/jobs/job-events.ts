import { Injectable, type OnModuleDestroy } from '@nestjs/common'
import { Readable } from 'node:stream'
import { isEnded, type LongJob, LongJobs } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { NotThere } from '../admin.errors.js'
import { isTimedId } from '../api/timed-id.js'
import { Bell } from './bell.js'
import { jobLineView, longJobView } from './long-job-view.js'

/** Proxies cut connections on which nothing moves. */
const SIGN_OF_LIFE_MS = 15_000

/** After so long, whoever watches asks again, and shows again that they may. */
const STREAM_MAX_MS = 5 * 60_000
const ASK_AGAIN_MS = 1_000

const LINES_AT_ONCE = 200

/** Long work as server-sent events: `job` whenever something of it has changed, `line` for each line of its log. */
@Injectable()
export class JobEvents implements OnModuleDestroy {
  readonly #bells = new Set<Bell>()

  constructor(
    private readonly jobs: LongJobs,
    private readonly clock: Clock,
  ) {}

  /** A server that stops does not wait for those who watch. */
  onModuleDestroy(): void {
    for (const bell of this.#bells) bell.end()
  }

  /**
   * @param lastEventId of somebody who comes back: the number of the last line they have seen
   * @throws {NotThere}
   */
  async stream(id: string, lastEventId: string | undefined): Promise<Readable> {
    const job = isTimedId(id) ? await this.jobs.find(id) : undefined
    if (!job) throw new NotThere('job')
    const seen = /^\d{1,9}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0
    return Readable.from(this.#events(job, seen), { objectMode: false })
  }

  async *#events(job: LongJob, seen: number): AsyncGenerator<string> {
    const bell = new Bell()
    this.#bells.add(bell)
    const untilMs = this.clock.nowMs() + STREAM_MAX_MS
    const unwatch = await this.jobs.watch(job.id, () => bell.ring())
    try {
      yield `retry: ${ASK_AGAIN_MS}\n\n`
      let shown = ''
      for (;;) {
        // What is read before the job is at least as old: nothing is missed when the job turns out to be over.
        const now = await this.jobs.find(job.id)
        if (!now) return
        for (const line of await this.jobs.lines(job.id, seen, LINES_AT_ONCE)) {
          seen = line.no
          yield `id: ${line.no}\nevent: line\ndata: ${JSON.stringify(jobLineView(line))}\n\n`
        }
        const text = JSON.stringify(longJobView(now))
        if (text !== shown) yield `event: job\ndata: ${text}\n\n`
        shown = text
        if (isEnded(now) || bell.hasEnded || this.clock.nowMs() >= untilMs) return
        if (!(await bell.heard(SIGN_OF_LIFE_MS))) yield ': still here\n\n'
      }
    } finally {
      this.#bells.delete(bell)
      await unwatch()
    }
  }
}
