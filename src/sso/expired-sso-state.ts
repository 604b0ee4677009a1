import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { RegistrationStore } from './people/registration.store.js'
import { SsoSessionStore } from './people/sso-session.store.js'
import { SsoTransactionStore } from './transactions/sso-transaction.store.js'

const HOUR_MS = 60 * 60 * 1000
const BATCH = 1_000

/** Deletes what is kept of sign-ins for longer than it is good for anything. */
@Injectable()
export class ExpiredSsoState extends HousekeepingTask {
  override readonly name = 'expired state of single sign-on'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly transactions: SsoTransactionStore,
    private readonly registrations: RegistrationStore,
    private readonly sessions: SsoSessionStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** @returns how many rows went */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    const steps: ((limit: number) => Promise<number>)[] = [
      (limit) => this.transactions.removeExpired(now, limit),
      (limit) => this.registrations.removeExpired(now, limit),
      (limit) => this.sessions.removeExpired(now, limit),
    ]
    let total = 0
    for (const step of steps) total += await inBatches(BATCH, step)
    return total
  }
}
