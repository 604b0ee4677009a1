import { Injectable } from '@nestjs/common'
import { type Account, type Arrival, Lockout, SignInNotes } from '../../account/index.js'
import { Log } from '../../telemetry/index.js'
import { Devices } from '../devices/devices.js'
import { proofOf } from '../devices/sign-in-proof.js'
import type { SignInPlace } from './sign-in-place.js'

/** What it is when somebody is in: the browser has the account, its network is known, and the owner can see it. */
@Injectable()
export class BrowserArrivals {
  constructor(
    private readonly devices: Devices,
    private readonly lockout: Lockout,
    private readonly notes: SignInNotes,
    private readonly log: Log,
  ) {}

  /** @param provedAtMs when they have shown who they are (ms since the epoch); absent: just now */
  async arrive(
    account: Account,
    how: Omit<Arrival, 'deviceId'>,
    { device, ip, remembered }: SignInPlace,
    provedAtMs?: number,
  ): Promise<void> {
    const { did } = account
    await this.devices.signIn(device, did, remembered, ip, { by: proofOf(how), atMs: provedAtMs })
    await this.lockout.know(did, ip)
    await this.notes.arrived(account, { ...how, deviceId: device.id })
    this.log.info({ did, remembered }, 'somebody has signed in in a browser')
  }
}
