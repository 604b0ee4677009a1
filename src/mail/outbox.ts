import { InjectQueue } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { Queue } from 'bullmq'
import type { Queryable } from '../database/index.js'
import { inTime } from '../jobs/index.js'
import type { Mail } from './mail.js'
import { MailConfig } from './mail.config.js'
import { Log } from '../telemetry/index.js'
import { MAIL, type QueuedMail } from './queued-mail.js'
import { SealedMail } from './sealed-mail.js'
import { WaitingMailStore } from './waiting-mail.store.js'

/** Mails that are put into the queue in one transaction. */
const BATCH = 50

/** Takes mail that is to be sent. */
@Injectable()
export class Outbox {
  constructor(
    @InjectQueue(MAIL) private readonly queue: Queue<QueuedMail>,
    private readonly seals: SealedMail,
    private readonly config: MailConfig,
    private readonly waiting: WaitingMailStore,
    log: Log,
  ) {
    // Nobody else hears of it: what cannot be put into the queue is answered to whoever wanted to.
    queue.on('error', (error) => log.warn({ err: error }, 'the queue of mail has trouble'))
  }

  /**
   * Keeps a mail until it is sent; it will be, even if this process ends at once.
   * @param tx the transaction of what the mail tells: it is sent if that is committed, and not before
   * @throws {QueueUnavailable} where there is no transaction
   */
  async put(mail: Mail, tx?: Queryable): Promise<void> {
    const sealed = this.seals.seal(mail)
    await (tx ? this.waiting.add(tx, sealed) : this.#add(sealed))
  }

  /** Puts what was kept in transactions into the queue; returns how many there were. @throws {QueueUnavailable} */
  async handOver(): Promise<number> {
    let all = 0
    for (;;) {
      const count = await this.waiting.take(BATCH, ({ id, sealed }) => this.#add(sealed, id))
      all += count
      if (count < BATCH) return all
    }
  }

  /** @param jobId by which the queue knows one that it has already */
  async #add(sealed: string, jobId?: string): Promise<void> {
    const { attemptsMax, retryMs } = this.config
    const backoff = { type: 'exponential', delay: retryMs }
    const options = { attempts: attemptsMax, backoff, ...(jobId !== undefined && { jobId }) }
    await inTime(this.queue.add(MAIL, { sealed }, options))
  }
}
