import { Injectable } from '@nestjs/common'
import { inBatches, RetainedData, type UsualRetention } from '../../jobs/index.js'
import { SecurityEventConfig } from './security-event.config.js'
import { SecurityEventStore } from './security-event.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** Events deleted by one statement. */
const BATCH = 1_000

/** Events that members need not see any longer. */
@Injectable()
export class OldSecurityEvents extends RetainedData {
  override readonly dataClass = 'security-events'
  override readonly help =
    'What has happened to the security of accounts, with addresses, for members to see.'
  override readonly usual: UsualRetention

  constructor(
    private readonly store: SecurityEventStore,
    { keptMs }: SecurityEventConfig,
  ) {
    super()
    this.usual = { days: keptMs / DAY_MS, env: 'PDS_SECURITY_EVENTS_KEPT_MS' }
  }

  override count(before: Date): Promise<number> {
    return this.store.countOlder(before)
  }

  override remove(before: Date): Promise<number> {
    return inBatches(BATCH, (limit) => this.store.removeOlder(before, limit))
  }
}
