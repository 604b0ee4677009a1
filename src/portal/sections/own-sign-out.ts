import { Injectable } from '@nestjs/common'
import { SecurityEvents, SignOut } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Devices } from '../../oauth/index.js'
import type { Visit } from '../visits/visit.js'

/** The ways out of an account. */
@Injectable()
export class OwnSignOut {
  constructor(
    private readonly devices: Devices,
    private readonly signOut: SignOut,
    private readonly events: SecurityEvents,
    private readonly work: UnitOfWork,
  ) {}

  /** Of this browser. */
  async here({ account, device }: Visit): Promise<void> {
    await this.devices.signOut(account.did, device.id)
  }

  /** Of all browsers and applications, whatever they have signed in with. */
  async everywhere({ account: { did } }: Visit): Promise<void> {
    await this.work.run(async (tx) => {
      await this.signOut.everywhere(tx, did)
      await this.events.note(tx, { did, kind: 'signed-out-everywhere', details: {} })
    })
  }
}
