import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { Database } from '../database/index.js'
import { HousekeepingTask } from '../jobs/index.js'
import { Log } from '../telemetry/index.js'
import { Outbox } from './outbox.js'
import { MAIL_WAITS } from './waiting-mail.store.js'

const MINUTE_MS = 60 * 1000

/**
 * Puts mails into the queue that were kept in transactions: as soon as one is committed, on whichever node hears of it first,
 * and from time to time those of which nobody could hear.
 */
@Injectable()
export class WaitingMails extends HousekeepingTask implements OnApplicationBootstrap, OnApplicationShutdown {
  override readonly name = 'letters that are not in the queue yet'
  override readonly everyMs = MINUTE_MS
  #passing: Promise<void> | undefined
  #isMore = false
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    private readonly outbox: Outbox,
    private readonly db: Database,
    private readonly log: Log,
  ) {
    super()
  }

  async onApplicationBootstrap(): Promise<void> {
    this.#unlisten = await this.db.listen(MAIL_WAITS, () => this.#hear())
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#unlisten?.()
    await this.#passing
  }

  override run(): Promise<number> {
    return this.outbox.handOver()
  }

  /** One at a time: what is committed meanwhile goes with the next one. */
  #hear(): void {
    this.#isMore = true
    this.#passing ??= this.#pass().finally(() => (this.#passing = undefined))
  }

  async #pass(): Promise<void> {
    while (this.#isMore) {
      this.#isMore = false
      await this.outbox
        .handOver()
        .catch((error: unknown) => this.log.warn({ err: error }, 'letters wait to be put into the queue'))
    }
  }
}
