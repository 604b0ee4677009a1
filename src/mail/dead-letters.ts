import { InjectQueue } from '@nestjs/bullmq'
import { Injectable } from '@nestjs/common'
import { Queue } from 'bullmq'
import { inTime } from '../jobs/index.js'
import { MAIL, type QueuedMail } from './queued-mail.js'
import { SealedMail } from './sealed-mail.js'

/** Most letters that are looked at; the queue keeps no more. */
const LETTERS_MAX = 200

/** A mail that was given up. What it says is its addressee's. */
export interface DeadLetter {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly attempts: number
  readonly reason: string
  readonly givenUpAt: Date
}

/** Mails that could not be sent: the server refused them for good, or too many attempts failed. */
@Injectable()
export class DeadLetters {
  constructor(
    @InjectQueue(MAIL) private readonly queue: Queue<QueuedMail>,
    private readonly seals: SealedMail,
  ) {}

  /** The letters that are still kept, the latest first. */
  async list(): Promise<DeadLetter[]> {
    const jobs = await inTime(this.queue.getFailed(0, LETTERS_MAX - 1))
    return jobs.map((job) => {
      const { to, subject } = this.#headOf(job.data)
      const { id = '', attemptsMade: attempts, failedReason: reason, finishedOn = job.timestamp } = job
      return { id, to, subject, attempts, reason, givenUpAt: new Date(finishedOn) }
    })
  }

  /** Puts all of them into the outbox again; returns how many. Codes in them may have expired meanwhile. */
  async sendAgain(): Promise<number> {
    const jobs = await inTime(this.queue.getFailed(0, LETTERS_MAX - 1))
    for (const job of jobs) {
      const { attempts, backoff } = job.opts
      // As a mail like any other; a crash in between sends it twice rather than never.
      await this.queue.add(MAIL, job.data, { ...(attempts && { attempts }), ...(backoff && { backoff }) })
      await job.remove()
    }
    return jobs.length
  }

  /** One that was sealed with a former secret can be told of, but not read. */
  #headOf({ sealed }: QueuedMail): Pick<DeadLetter, 'to' | 'subject'> {
    try {
      return this.seals.open(sealed)
    } catch {
      return { to: 'somebody', subject: '(sealed with another secret)' }
    }
  }
}
