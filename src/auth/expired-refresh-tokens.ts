import { Injectable } from '@nestjs/common'
import { HousekeepingTask } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { RefreshTokenStore } from './refresh-token.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Tokens deleted by one statement: small enough not to hold up sign-ins. */
const BATCH = 1_000

/** Deletes refresh tokens that are good for nothing any more. */
@Injectable()
export class ExpiredRefreshTokens extends HousekeepingTask {
  override readonly name = 'expired refresh tokens'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: RefreshTokenStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Deletes what expired until now; returns the number of tokens. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    let total = 0
    for (;;) {
      const removed = await this.store.removeExpired(now, BATCH)
      total += removed
      if (removed < BATCH) return total
    }
  }
}
