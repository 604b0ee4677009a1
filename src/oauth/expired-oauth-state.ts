import { Injectable } from '@nestjs/common'
import { HousekeepingTask, inBatches } from '../jobs/index.js'
import { Clock } from '../telemetry/index.js'
import { DeviceStore } from './devices/device.store.js'
import { OauthSessionStore } from './sessions/oauth-session.store.js'
import { HalfSignInStore } from './sign-in/half-sign-in.store.js'
import { OauthModelStore } from './state/oauth-model.store.js'

const HOUR_MS = 60 * 60 * 1000
const DEVICE_KEPT_MS = 400 * 24 * HOUR_MS

/** Rows deleted by one statement: small enough not to hold up sign-ins. */
const BATCH = 1_000

/** Deletes what the authorization server has kept for longer than it is good for anything. */
@Injectable()
export class ExpiredOauthState extends HousekeepingTask {
  override readonly name = 'expired state of OAuth'
  override readonly everyMs = HOUR_MS

  constructor(
    private readonly models: OauthModelStore,
    private readonly sessions: OauthSessionStore,
    private readonly devices: DeviceStore,
    private readonly halves: HalfSignInStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** @returns how many rows went */
  override async run(): Promise<number> {
    const now = new Date(this.clock.nowMs())
    const unseenSince = new Date(now.getTime() - DEVICE_KEPT_MS)
    const steps: ((limit: number) => Promise<number>)[] = [
      (limit) => this.models.removeExpired(now, limit),
      (limit) => this.sessions.removeExpired(now, limit),
      (limit) => this.halves.removeExpired(now, limit),
      (limit) => this.devices.removeUnseen(unseenSince, limit),
    ]
    let total = 0
    for (const step of steps) total += await inBatches(BATCH, step)
    return total
  }
}
