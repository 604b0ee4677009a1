import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { MailCodeStore } from './mail-code.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Who comes too late is told so for a day; after that, a code is as if it had never been. */
const KEPT_MS = 24 * HOUR_MS

/** Codes deleted by one statement. */
const BATCH = 1_000

/** Deletes codes that are good for nothing any more. */
@Injectable()
export class ExpiredMailCodes extends HousekeepingTask {
  override readonly name = 'expired codes'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: MailCodeStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Deletes those that expired long ago; returns how many. */
  override async run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - KEPT_MS)
    return inBatches(BATCH, (limit) => this.store.removeExpired(before, limit))
  }
}
