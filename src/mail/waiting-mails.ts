import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Outbox } from './outbox.js'

const MINUTE_MS = 60 * 1000

/** Puts mails into the queue whose node has died before it could. */
@Injectable()
export class WaitingMails extends HousekeepingTask {
  override readonly name = 'letters that are not in the queue yet'
  override readonly everyMs = MINUTE_MS

  constructor(private readonly outbox: Outbox) {
    super()
  }

  override run(): Promise<number> {
    return this.outbox.handOver()
  }
}
