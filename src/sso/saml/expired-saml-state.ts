import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { SamlMessageStore } from './saml-message.store.js'

const HOUR_MS = 60 * 60 * 1000
/** As long as sessions that a provider may end. */
const SESSIONS_KEPT_MS = 730 * 24 * HOUR_MS
const BATCH = 1_000

/** Deletes what is kept of messages of SAML for longer than it is good for anything. */
@Injectable()
export class ExpiredSamlState extends HousekeepingTask {
  override readonly name = 'expired state of SAML'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly messages: SamlMessageStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** @returns how many rows went */
  override run(): Promise<number> {
    const nowMs = this.clock.nowMs()
    const [now, before] = [new Date(nowMs), new Date(nowMs - SESSIONS_KEPT_MS)]
    return inBatches(BATCH, (limit) => this.messages.removeExpired(now, before, limit))
  }
}
