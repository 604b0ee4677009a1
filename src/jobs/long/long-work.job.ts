import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { type Job, Queue } from 'bullmq'
import { Database } from '../../database/index.js'
import { Log } from '../../telemetry/index.js'
import { WORKER_OPTIONS } from '../worker-options.js'
import { LONG_JOB_CHANNEL } from './long-job.store.js'
import { LongWorkRuns } from './long-work-runs.js'

/** Name of the queue. */
export const LONG_WORK = 'long-work'

/** Long jobs that one node does at a time: a long one does not hold up all others. */
const CONCURRENCY = 3

/** What is over is not kept in the queue: the table has it. */
const GONE = { removeOnComplete: true, removeOnFail: true } as const

/** Puts long jobs into the queue when they are asked for, and does them when it is their turn. */
@Processor(LONG_WORK, { ...WORKER_OPTIONS, concurrency: CONCURRENCY })
export class LongWorkJob extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    @InjectQueue(LONG_WORK) private readonly queue: Queue,
    private readonly runs: LongWorkRuns,
    private readonly db: Database,
    private readonly log: Log,
  ) {
    super()
    queue.on('error', (error) => this.onError(error))
  }

  /** From now on this node hears what is asked for; whatever was lost meanwhile is found by {@link enqueue} later. */
  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = await this.db.listen(LONG_JOB_CHANNEL, (payload) => void this.#hear(payload))
  }

  async onModuleDestroy(): Promise<void> {
    this.runs.interrupt()
    await this.#unlisten?.()
  }

  override process({ id }: Job): Promise<void> {
    return this.runs.run(id!)
  }

  /** Puts a job into the queue, unless it is there. */
  async enqueue(id: string): Promise<void> {
    await this.queue.add('long work', {}, { jobId: id, ...GONE })
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of long work has trouble')
  }

  async #hear(payload: string): Promise<void> {
    const [id, state] = payload.split(' ')
    try {
      if (id && state === 'waiting') await this.enqueue(id)
      else await this.runs.look(id)
    } catch (error) {
      this.log.warn(
        { err: error, job: id },
        'long work could not be put into its queue; it will be found later',
      )
    }
  }
}
