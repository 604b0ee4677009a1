import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { type Job, Queue } from 'bullmq'
import { Clock } from '../telemetry/index.js'
import { inTime } from './in-time.js'
import { shownPayload } from './job-payload.js'
import { oldestAgeMs } from './oldest-age.js'

/** Where background work stands, in the words of administrators. */
export const JOB_STATES = ['waiting', 'active', 'delayed', 'failed'] as const
export type JobState = (typeof JOB_STATES)[number]

/** A queue, and how much is in it. */
export interface QueueFacts {
  readonly name: string
  readonly counts: Readonly<Record<JobState, number>>
  /** how long the oldest has waited that could be done (ms); 0 if none waits */
  readonly oldestAgeMs: number
}

/** A piece of background work. */
export interface JobFacts {
  readonly queue: string
  readonly id: string
  readonly name: string
  readonly state: JobState
  readonly attempts: number
  readonly createdAt: Date
  /** when it was begun, the last time */
  readonly startedAt: Date | undefined
  /** when it failed for good */
  readonly finishedAt: Date | undefined
  readonly failure: string | undefined
  /** what it was given, without secrets and what is long: it may be a letter */
  readonly payload: Readonly<Record<string, unknown>>
}

/** Queues and what is in them, for people who watch over them. Throws {@link QueueUnavailable} while they are out of reach. */
@Injectable()
export class JobBoard {
  constructor(
    private readonly contributions: Contributions,
    private readonly clock: Clock,
  ) {}

  /** All queues by name. */
  async queues(): Promise<QueueFacts[]> {
    const queues = [...this.#queues().values()].sort((a, b) => (a.name < b.name ? -1 : 1))
    return Promise.all(
      queues.map(async (queue) => {
        const [counts, ageMs] = await Promise.all([
          inTime(queue.getJobCounts(...JOB_STATES)),
          oldestAgeMs(queue, this.clock.nowMs()),
        ])
        const known = JOB_STATES.map((state) => [state, counts[state] ?? 0] as const)
        return {
          name: queue.name,
          counts: Object.fromEntries(known) as Record<JobState, number>,
          oldestAgeMs: ageMs,
        }
      }),
    )
  }

  /** Work of a queue in a state, at most `limit`; undefined if there is no such queue. */
  async jobs(name: string, state: JobState, limit: number): Promise<JobFacts[] | undefined> {
    const queue = this.#queues().get(name)
    const jobs = queue && (await inTime(queue.getJobs([state], 0, limit - 1)))
    return jobs?.filter(isThere).map((job) => factsOf(name, job, state))
  }

  /** A piece of work; undefined if it is not there (any more). */
  async find(name: string, id: string): Promise<JobFacts | undefined> {
    const job = await this.#job(name, id)
    return job && factsOf(name, job, stateOf(await job.getState()))
  }

  /** Takes work away that nobody has begun; `false` if it is not there, or under way. */
  async cancel(name: string, id: string): Promise<boolean> {
    const job = await this.#job(name, id)
    if (!job || (await job.isActive())) return false
    await job.remove()
    return true
  }

  /** Does work again that has failed for good; `false` if there is none. */
  async retry(name: string, id: string): Promise<boolean> {
    const job = await this.#job(name, id)
    if (!job || !(await job.isFailed())) return false
    await job.retry('failed')
    return true
  }

  async #job(name: string, id: string): Promise<Job | undefined> {
    const queue = this.#queues().get(name)
    return queue && inTime(queue.getJob(id))
  }

  #queues(): Map<string, Queue> {
    return new Map(this.contributions.of<Queue>(Queue).map((queue) => [queue.name, queue]))
  }
}

/** One that was done while the list was read is not there any more. */
function isThere(job: Job | undefined): job is Job {
  return job !== undefined
}

function factsOf(queue: string, job: Job, state: JobState): JobFacts {
  const { id = '', name, attemptsMade: attempts, timestamp, processedOn, finishedOn, failedReason } = job
  return {
    ...{ queue, id, name, state, attempts },
    createdAt: new Date(timestamp),
    startedAt: processedOn === undefined ? undefined : new Date(processedOn),
    finishedAt: finishedOn === undefined ? undefined : new Date(finishedOn),
    failure: failedReason,
    payload: shownPayload(job.data),
  }
}

function stateOf(state: string): JobState {
  return (JOB_STATES as readonly string[]).includes(state) ? (state as JobState) : 'waiting'
}
