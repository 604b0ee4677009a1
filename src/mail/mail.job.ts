import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type Job, UnrecoverableError } from 'bullmq'
import { WORKER_OPTIONS } from '../jobs/index.js'
import { Log, Metrics } from '../telemetry/index.js'
import { MailRefused } from './mail-refused.js'
import { Mailer } from './mailer.js'
import { MAIL, type QueuedMail } from './queued-mail.js'
import { SealedMail } from './sealed-mail.js'
import { WaitingMailStore } from './waiting-mail.store.js'

/** Ids of jobs whose mails were kept in transactions: those that the queue makes are numbers. */
const OF_TRANSACTION = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Mails sent at a time by one node. */
const CONCURRENCY = 4

/** Sends what waits in the queue. Mails that cannot be sent end among the failed jobs, sealed as they are. */
@Processor(MAIL, { ...WORKER_OPTIONS, concurrency: CONCURRENCY })
export class MailJob extends WorkerHost {
  readonly #mails

  constructor(
    private readonly mailer: Mailer,
    private readonly seals: SealedMail,
    private readonly waiting: WaitingMailStore,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    super()
    this.#mails = metrics.counter({
      name: 'pds_mails_total',
      help: 'Attempts to send a mail by result.',
      labelNames: ['result'],
    })
  }

  override async process(job: Job<QueuedMail>): Promise<void> {
    try {
      await this.mailer.deliver(this.seals.open(job.data.sealed))
      this.#mails.inc({ result: 'sent' })
    } catch (error) {
      throw this.#failure(job, error)
    }
    await this.#forget(job)
  }

  /** As long as the queue has a mail, it takes no second one of its id; when it has not, nobody passes it on again. */
  async #forget({ id = '' }: Job): Promise<void> {
    if (!OF_TRANSACTION.test(id)) return
    // It is sent: nothing of it is tried again.
    await this.waiting
      .forget(id)
      .catch((error: unknown) =>
        this.log.warn({ err: error, job: id }, 'a mail that was sent may be sent again'),
      )
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of mail has trouble')
  }

  /** What servers answer names addresses; only the codes go on. */
  #failure(job: Job<QueuedMail>, error: unknown): Error {
    const { code, responseCode } = (error ?? {}) as { code?: string; responseCode?: number }
    const facts = { job: job.id, attempt: job.attemptsMade + 1, code, responseCode }
    const isLost = error instanceof MailRefused
    this.#mails.inc({ result: isLost ? 'refused' : 'failed' })
    if (isLost) {
      this.log.warn(facts, 'a mail was refused for good')
      return new UnrecoverableError(error.message)
    }
    this.log.warn(facts, 'a mail could not be sent yet')
    return new Error(`a mail could not be sent: ${code ?? 'unknown'} ${responseCode ?? ''}`.trim())
  }
}
