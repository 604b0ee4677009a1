import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { SetupLinkStore } from './setup-link.store.js'

const HOUR_MS = 60 * 60 * 1000
/** So long administrators see what became of them; the audit knows it longer. */
const KEPT_MS = 30 * 24 * HOUR_MS
const BATCH = 1_000

/** Forgets links by which nobody can fill in a connection any more. */
@Injectable()
export class ExpiredSetupLinks extends HousekeepingTask {
  override readonly name = 'expired setup links'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly links: SetupLinkStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** Returns how many went. */
  override run(): Promise<number> {
    const before = new Date(this.clock.nowMs() - KEPT_MS)
    return inBatches(BATCH, (limit) => this.links.removeEnded(before, limit))
  }
}
