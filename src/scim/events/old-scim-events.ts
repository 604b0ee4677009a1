import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { LeaverBreakerStore } from '../leavers/leaver-breaker.store.js'
import { ScimConfig } from '../scim.config.js'
import { ScimEvents } from './scim-events.js'

const DAY_MS = 24 * 60 * 60 * 1000
const KEPT_MS = 90 * DAY_MS

/** Rows deleted by one statement. */
const BATCH = 1_000

/** Forgets what directories have asked for long ago, and who has left before anybody would count it. */
@Injectable()
export class OldScimEvents extends HousekeepingTask {
  override readonly name = 'old events of directories'
  override readonly everyMs = DAY_MS

  constructor(
    private readonly events: ScimEvents,
    private readonly breakers: LeaverBreakerStore,
    private readonly config: ScimConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override async run(): Promise<number> {
    const nowMs = this.clock.nowMs()
    const uncounted = new Date(nowMs - this.config.leaversWindowMs)
    const events = await inBatches(BATCH, (limit) => this.events.removeOld(new Date(nowMs - KEPT_MS), limit))
    return events + (await inBatches(BATCH, (limit) => this.breakers.removeOld(uncounted, limit)))
  }
}
