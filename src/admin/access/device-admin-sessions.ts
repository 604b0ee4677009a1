import { Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { Devices } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { AdminBrowsers } from './admin-browsers.js'
import { type AdminSession, AdminSessions } from './admin-sessions.js'
import { AdminSignInConfig } from './admin-sign-in.config.js'
import { isGoodToAdminister, SIGNED_IN_MAX_MS } from './signed-in.js'

const ID_LENGTH = 16

/** Members who have signed in on the pages of the authorization server, in the browser that is known by its cookie. */
@Injectable()
export class DeviceAdminSessions extends AdminSessions {
  constructor(
    private readonly browsers: AdminBrowsers,
    private readonly devices: Devices,
    private readonly signIn: AdminSignInConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async of(headers: IncomingHttpHeaders): Promise<AdminSession[]> {
    const browser = await this.browsers.find(headers)
    if (!browser) return []
    const nowMs = this.clock.nowMs()
    const signedIn = await this.devices.accountsOf(browser, nowMs - SIGNED_IN_MAX_MS)
    const id = createHash('sha256').update(browser.id).digest('hex').slice(0, ID_LENGTH)
    return signedIn
      .filter((one) => isGoodToAdminister(one, nowMs))
      .filter(({ account }) => browser.did === undefined || account.did === browser.did)
      .map(({ account: { did, handle }, provedAtMs, provedBy }) => ({
        ...{ did, handle, id, provedAtMs },
        isStrong: this.signIn.proofs.includes(provedBy),
      }))
  }
}
