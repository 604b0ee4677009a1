import { Injectable, type OnApplicationBootstrap } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { Queue } from 'bullmq'
import { Clock, Log, Metrics } from '../telemetry/index.js'
import { inTime } from './in-time.js'
import { oldestAgeMs } from './oldest-age.js'

const MS_PER_S = 1_000
const STATES = ['waiting', 'active', 'delayed', 'failed'] as const

/** Shows how much waits in the queues, all nodes taken together, and for how long. */
@Injectable()
export class QueueMetrics implements OnApplicationBootstrap {
  constructor(
    private readonly contributions: Contributions,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    const queues = this.#queues()
    const each = (look: (queue: Queue) => Promise<void>) =>
      Promise.all(queues.map((queue) => look(queue).catch((error: unknown) => this.#missing(queue, error))))
    const ageOf = async (queue: Queue) => (await oldestAgeMs(queue, this.clock.nowMs())) / MS_PER_S
    this.metrics.gauge({
      name: 'pds_queue_jobs',
      help: 'Jobs by queue and state; failed ones wait for an operator.',
      labelNames: ['queue', 'state'],
      async collect() {
        this.reset()
        await each(async (queue) => {
          const counts = await inTime(queue.getJobCounts(...STATES))
          for (const state of STATES) this.set({ queue: queue.name, state }, counts[state] ?? 0)
        })
      },
    })
    this.metrics.gauge({
      name: 'pds_queue_oldest_seconds',
      help: 'Age of the oldest job that could be done and waits; 0 if none waits.',
      labelNames: ['queue'],
      async collect() {
        this.reset()
        await each(async (queue) => this.set({ queue: queue.name }, await ageOf(queue)))
      },
    })
  }

  /** While the queue is away there is no number, which is what alerts look for. */
  #missing(queue: Queue, error: unknown): void {
    this.log.debug({ queue: queue.name, err: error }, 'a queue could not be counted')
  }

  #queues(): Queue[] {
    const found = this.contributions.of<Queue>(Queue)
    return [...new Map(found.map((queue) => [queue.name, queue])).values()]
  }
}
