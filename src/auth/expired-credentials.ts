import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { RefreshTokenStore } from './refresh-token.store.js'
import { RevokedSessionStore } from './revocation/revoked-session.store.js'
import { UsedTokenStore } from './used-token.store.js'

const HOUR_MS = 60 * 60 * 1000

/** Rows deleted by one statement: few enough not to hold up sign-ins. */
const BATCH = 1_000

/** Where something is kept that is good for nothing from a certain time on. */
interface Expiring {
  removeExpired(now: Date, limit: number): Promise<number>
}

/** Deletes refresh tokens, revocations and used tokens that nobody has to know of any more. */
@Injectable()
export class ExpiredCredentials extends HousekeepingTask {
  override readonly name = 'expired credentials'
  override readonly everyMs = HOUR_MS
  readonly #stores: readonly Expiring[]

  constructor(
    refreshTokens: RefreshTokenStore,
    revokedSessions: RevokedSessionStore,
    usedTokens: UsedTokenStore,
    private readonly clock: Clock,
  ) {
    super()
    this.#stores = [refreshTokens, revokedSessions, usedTokens]
  }

  /** Deletes what expired until now; returns the number of rows. */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    let total = 0
    for (const store of this.#stores) {
      total += await inBatches(BATCH, (limit) => store.removeExpired(now, limit))
    }
    return total
  }
}
