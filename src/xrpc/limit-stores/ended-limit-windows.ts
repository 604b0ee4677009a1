import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { PgRateLimits } from './pg-rate-limits.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 10_000

/** Forgets windows of rate limits that have ended. */
@Injectable()
export class EndedLimitWindows extends HousekeepingTask {
  override readonly name = 'ended windows of rate limits'
  override readonly everyMs = HOUR_MS

  constructor(private readonly limits: PgRateLimits) {
    super()
  }

  /** Returns how many windows were forgotten. */
  override async run(): Promise<number> {
    return inBatches(BATCH, (limit) => this.limits.removeEnded(limit))
  }
}
