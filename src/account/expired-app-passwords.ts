import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { AppPasswordStore } from './app-password.store.js'

const HOUR_MS = 60 * 60 * 1000

/** App passwords deleted by one statement. */
const BATCH = 1_000

/** Deletes app passwords that have expired; their sessions ended with them. */
@Injectable()
export class ExpiredAppPasswords extends HousekeepingTask {
  override readonly name = 'expired app passwords'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: AppPasswordStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    return inBatches(BATCH, (limit) => this.store.removeExpired(now, limit))
  }
}
