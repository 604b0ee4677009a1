import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { ScimConfig } from '../scim.config.js'
import { LeaverBreakerStore } from './leaver-breaker.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Rows deleted by one statement. */
const BATCH = 1_000

/** Forgets who has left so long ago that nobody counts it. */
@Injectable()
export class UncountedLeavers extends HousekeepingTask {
  override readonly name = 'those who have left long ago'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly breakers: LeaverBreakerStore,
    private readonly config: ScimConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    const uncounted = new Date(this.clock.nowMs() - this.config.leaversWindowMs)
    return inBatches(BATCH, (limit) => this.breakers.removeOld(uncounted, limit))
  }
}
