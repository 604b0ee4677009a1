import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { UsedLogoutTokens } from './used-logout-tokens.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 1_000

/** Forgets logout tokens that would not be taken any more anyway. */
@Injectable()
export class ExpiredLogoutTokens extends HousekeepingTask {
  override readonly name = 'expired logout tokens'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly used: UsedLogoutTokens,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    return inBatches(BATCH, (limit) => this.used.removeExpired(now, limit))
  }
}
