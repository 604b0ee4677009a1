import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { ANSWERS_KEPT_MS } from './idempotency.interceptor.js'
import { IdempotencyStore } from './idempotency.store.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 1_000

/** Forgets answers that nobody may ask for again. */
@Injectable()
export class ExpiredAnswers extends HousekeepingTask {
  override readonly name = 'expired answers of the administration'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: IdempotencyStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - ANSWERS_KEPT_MS)
    return inBatches(BATCH, (limit) => this.store.removeExpired(before, limit))
  }
}
