import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type OnApplicationBootstrap } from '@nestjs/common'
import { Queue, type Job } from 'bullmq'
import { Log, Metrics } from '../telemetry/index.js'
import { HousekeepingRuns } from './housekeeping-runs.js'
import { HousekeepingTasks } from './housekeeping-tasks.js'
import { inTimeOrLater } from './in-time.js'
import { WORKER_OPTIONS } from './worker-options.js'

/** Name of the queue. */
export const HOUSEKEEPING = 'housekeeping'

/** Runs the housekeeping tasks that the features bring, one after the other. */
@Processor(HOUSEKEEPING, { ...WORKER_OPTIONS, concurrency: 1 })
export class HousekeepingJob extends WorkerHost implements OnApplicationBootstrap {
  readonly #seconds

  constructor(
    @InjectQueue(HOUSEKEEPING) private readonly queue: Queue,
    private readonly tasks: HousekeepingTasks,
    private readonly runs: HousekeepingRuns,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    super()
    queue.on('error', (error) => this.onError(error))
    this.#seconds = metrics.histogram({
      name: 'pds_housekeeping_seconds',
      help: 'Duration of housekeeping tasks by name and result.',
      labelNames: ['task', 'result'],
      buckets: [0.01, 0.1, 1, 10, 60, 600],
    })
  }

  /** Makes the schedules fit the tasks of this release. */
  async onApplicationBootstrap(): Promise<void> {
    await inTimeOrLater(this.#schedule(), 'schedules of housekeeping', this.log)
  }

  override async process(job: Job): Promise<void> {
    const task = this.tasks.all().get(job.name)
    if (!task) return
    const measure = this.#seconds.startTimer({ task: task.name })
    const note = this.runs.begin(task.name)
    try {
      const result = await task.run()
      measure({ result: 'done' })
      await note()
      this.log.debug({ task: task.name, result }, 'housekeeping done')
    } catch (error) {
      measure({ result: 'failed' })
      await note(error)
      this.log.error({ err: error, task: task.name }, 'housekeeping failed')
      throw error
    }
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of housekeeping has trouble')
  }

  async #schedule(): Promise<void> {
    const tasks = this.tasks.all()
    const present = new Map(
      (await this.queue.getJobSchedulers()).map((schedule) => [schedule.key, schedule.every]),
    )
    for (const { name, everyMs } of tasks.values()) {
      const startDate = this.tasks.firstRun(everyMs)
      // Left alone if it is as it should be, so that a restart does not put off what is due.
      if (Number(present.get(name)) !== everyMs)
        await this.queue.upsertJobScheduler(name, { every: everyMs, startDate }, { name })
    }
    for (const name of present.keys()) {
      if (!tasks.has(name)) await this.queue.removeJobScheduler(name)
    }
  }
}
