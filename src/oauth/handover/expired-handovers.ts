import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { HandedSessionStore } from './handed-session.store.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 1_000

/** Deletes what the host of the administration knew of sign-ins that are over. */
@Injectable()
export class ExpiredHandovers extends HousekeepingTask {
  override readonly name = 'expired sign-ins of the administration'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly sessions: HandedSessionStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  override run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    return inBatches(BATCH, (limit) => this.sessions.removeExpired(now, limit))
  }
}
