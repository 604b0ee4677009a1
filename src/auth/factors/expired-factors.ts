import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import { TOTP_PENDING_MS } from './totp-codes.js'
import { TotpStore } from './totp.store.js'
import { TrustedBrowserStore } from './trusted-browser.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Rows deleted by one statement: few enough not to hold up sign-ins. */
const BATCH = 1_000

/** Deletes what nobody has gone on with, and what browsers are not trusted with any longer. */
@Injectable()
export class ExpiredFactors extends HousekeepingTask {
  override readonly name = 'expired second factors'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly totp: TotpStore,
    private readonly browsers: TrustedBrowserStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** @returns how many rows went */
  override async run(): Promise<number> {
    const nowMs = this.clock.nowMs()
    const begunBefore = new Date(nowMs - TOTP_PENDING_MS)
    const pending = await inBatches(BATCH, (limit) => this.totp.removePending(begunBefore, limit))
    return pending + (await inBatches(BATCH, (limit) => this.browsers.removeExpired(new Date(nowMs), limit)))
  }
}
