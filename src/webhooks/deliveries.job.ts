import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { type Job, Queue } from 'bullmq'
import { Database } from '../database/index.js'
import { WORKER_OPTIONS } from '../jobs/index.js'
import { Log, Metrics, Tallies } from '../telemetry/index.js'
import { DeliveryRun } from './delivery-run.js'
import { DELIVERY_CHANNEL } from './delivery.store.js'

/** Name of the queue. */
export const WEBHOOKS = 'webhooks'

/** Deliveries that one node makes at a time. */
const CONCURRENCY = 8

/** What is over is not kept in the queue: the table has it. */
const GONE = { removeOnComplete: true, removeOnFail: true } as const

/** What the queue keeps of a delivery. */
interface QueuedDelivery {
  readonly id: string
}

/** Makes deliveries as soon as they are there, and again when they are due. */
@Processor(WEBHOOKS, { ...WORKER_OPTIONS, concurrency: CONCURRENCY })
export class DeliveriesJob extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #results = new Tallies('result')
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    @InjectQueue(WEBHOOKS) private readonly queue: Queue<QueuedDelivery>,
    private readonly deliveries: DeliveryRun,
    private readonly db: Database,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    super()
    queue.on('error', (error) => this.onError(error))
    this.#results.begin(['delivered'], ['failed'], ['dead'], ['gone'])
    metrics.expose(
      'pds_webhook_attempts_total',
      'Attempts to tell webhooks of events by result.',
      this.#results,
    )
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = await this.db.listen(DELIVERY_CHANNEL, (payload) => void this.#hear(payload))
  }

  async onModuleDestroy(): Promise<void> {
    await this.#unlisten?.()
  }

  override async process({ data: { id } }: Job<QueuedDelivery>): Promise<void> {
    const result = await this.deliveries.run(id)
    if (result === undefined) return
    this.#results.of(result).add()
    if (result !== 'delivered') this.log.warn({ delivery: id, result }, 'a webhook could not be told')
  }

  /** Puts a delivery into the queue, unless it is there. @param dueMs since when it can be made (ms since the epoch) */
  async enqueue(id: string, dueMs: number): Promise<void> {
    await this.queue.add('delivery', { id }, { jobId: `${id}-${dueMs}`, ...GONE })
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of webhooks has trouble')
  }

  async #hear(payload: string): Promise<void> {
    const [id, dueMs] = payload.split(' ')
    try {
      if (id && dueMs) await this.enqueue(id, Number(dueMs))
    } catch (error) {
      this.log.warn(
        { err: error, delivery: id },
        'a delivery could not be put into its queue; it will be found later',
      )
    }
  }
}
