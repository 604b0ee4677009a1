import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { SecurityEventConfig } from './security-event.config.js'
import { SecurityEventStore } from './security-event.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Events deleted by one statement. */
const BATCH = 1_000

/** Deletes events that members need not see any longer. */
@Injectable()
export class OldSecurityEvents extends HousekeepingTask {
  override readonly name = 'old security events'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: SecurityEventStore,
    private readonly config: SecurityEventConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    const oldest = new Date(this.clock.nowMs() - this.config.keptMs)
    return inBatches(BATCH, (limit) => this.store.removeOlder(oldest, limit))
  }
}
