import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common'
import { type Job, Queue } from 'bullmq'
import { Database } from '../database/index.js'
import { Log, Metrics, Tallies } from '../telemetry/index.js'
import { DeliveryRun } from './delivery-run.js'
import { DELIVERY_CHANNEL } from './delivery.store.js'

/** Name of the queue. */
export const WEBHOOKS = 'webhooks'

/** Deliveries that one node makes at a time. */
const CONCURRENCY = 8

/** What is over is not kept in the queue: the table has it. */
const GONE = { removeOnComplete: true, removeOnFail: true } as const

/** Makes deliveries as soon as they are there, and again when they are due. */
@Processor(WEBHOOKS, { concurrency: CONCURRENCY })
export class DeliveriesJob extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #results = new Tallies('result')
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    @InjectQueue(WEBHOOKS) private readonly queue: Queue,
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
    this.#unlisten = await this.db.listen(DELIVERY_CHANNEL, (id) => void this.#hear(id))
  }

  async onModuleDestroy(): Promise<void> {
    await this.#unlisten?.()
  }

  override async process({ id }: Job): Promise<void> {
    const result = await this.deliveries.run(id!)
    if (result === undefined) return
    this.#results.of(result).add()
    if (result !== 'delivered') this.log.warn({ delivery: id, result }, 'a webhook could not be told')
  }

  /** Puts a delivery into the queue, unless it is there. */
  async enqueue(id: string): Promise<void> {
    await this.queue.add('delivery', {}, { jobId: id, ...GONE })
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of webhooks has trouble')
  }

  async #hear(id: string): Promise<void> {
    try {
      if (id !== '') await this.enqueue(id)
    } catch (error) {
      this.log.warn(
        { err: error, delivery: id },
        'a delivery could not be put into its queue; it will be found later',
      )
    }
  }
}
