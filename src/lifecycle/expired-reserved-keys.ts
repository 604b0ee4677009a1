import { Injectable } from '@nestjs/common'
import { ReservedKeyStore } from '../identity/index.js'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'

const HOUR_MS = 60 * 60 * 1000

/** Keys deleted by one statement. */
const BATCH = 1_000

/** Deletes reserved keys that nobody came for. */
@Injectable()
export class ExpiredReservedKeys extends HousekeepingTask {
  override readonly name = 'expired reserved keys'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly store: ReservedKeyStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Deletes those that expired; returns how many. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    return inBatches(BATCH, (limit) => this.store.removeExpired(now, limit))
  }
}
