import { InjectQueue } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { Queue } from 'bullmq'
import { inTime } from '../jobs/index.js'
import type { Mail } from './mail.js'
import { MailConfig } from './mail.config.js'
import { Log } from '../telemetry/index.js'
import { MAIL, type QueuedMail } from './queued-mail.js'
import { SealedMail } from './sealed-mail.js'

/** Takes mail that is to be sent. */
@Injectable()
export class Outbox {
  constructor(
    @InjectQueue(MAIL) private readonly queue: Queue<QueuedMail>,
    private readonly seals: SealedMail,
    private readonly config: MailConfig,
    log: Log,
  ) {
    // Nobody else hears of it: what cannot be put into the queue is answered to whoever wanted to.
    queue.on('error', (error) => log.warn({ err: error }, 'the queue of mail has trouble'))
  }

  /**
   * Keeps a mail until it is sent; it will be, even if this process ends at once.
   * @throws {QueueUnavailable}
   */
  async put(mail: Mail): Promise<void> {
    const { attemptsMax, retryMs } = this.config
    const backoff = { type: 'exponential', delay: retryMs }
    await inTime(this.queue.add(MAIL, { sealed: this.seals.seal(mail) }, { attempts: attemptsMax, backoff }))
  }
}
