import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { LockoutConfig } from './lockout.config.js'
import { LockoutStore } from './lockout.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Rows deleted by one statement: small enough not to hold up sign-ins. */
const BATCH = 1_000

/** Forgets failed sign-ins that have no consequence any more, and networks that nobody signs in from any more. */
@Injectable()
export class ExpiredLockouts extends HousekeepingTask {
  override readonly name = 'failed sign-ins of long ago'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: LockoutStore,
    private readonly config: LockoutConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Deletes what is no longer asked for; returns how many rows. */
  override async run(): Promise<number> {
    const nowMs = this.clock.nowMs()
    const failuresSince = new Date(nowMs - this.config.memoryMs)
    const networksSince = new Date(nowMs - this.config.networkKnownMs)
    const runs = await inBatches(BATCH, (limit) => this.store.removeRuns(failuresSince, limit))
    return runs + (await inBatches(BATCH, (limit) => this.store.removeNetworks(networksSince, limit)))
  }
}
