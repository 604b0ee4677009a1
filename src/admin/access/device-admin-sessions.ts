import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { stateOf } from '../../account/index.js'
import { Devices } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { type AdminSession, AdminSessions } from './admin-sessions.js'
import { AdminSignInConfig } from './admin-sign-in.config.js'

/** Whoever has signed in longer ago has to do so again before they administer. */
const SIGNED_IN_MAX_MS = 12 * 60 * 60 * 1000

const ID_LENGTH = 16

/** Members who have signed in on the pages of the authorization server, in the browser that it knows by its cookie. */
@Injectable()
export class DeviceAdminSessions extends AdminSessions {
  constructor(
    private readonly devices: Devices,
    private readonly signIn: AdminSignInConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async of({ cookie }: IncomingHttpHeaders): Promise<AdminSession[]> {
    const device = cookie === undefined ? undefined : await this.devices.find({ cookie })
    if (!device) return []
    const sinceMs = this.clock.nowMs() - SIGNED_IN_MAX_MS
    const signedIn = await this.devices.accountsOf(device, sinceMs)
    const id = createHash('sha256').update(device.id).digest('hex').slice(0, ID_LENGTH)
    return signedIn
      .filter(({ account, signedInAtMs }) => signedInAtMs >= sinceMs && stateOf(account) === 'active')
      .map(({ account: { did, handle }, provedAtMs, provedBy }) => ({
        ...{ did, handle, id, provedAtMs },
        isStrong: this.signIn.proofs.includes(provedBy),
      }))
  }
}
