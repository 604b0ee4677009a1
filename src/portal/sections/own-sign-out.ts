import { Injectable } from '@nestjs/common'
import { SecurityEvents, SignOut } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { Devices } from '../../oauth/index.js'
import { ProviderSignOut } from '../../sso/index.js'
import { entranceOf, PORTAL_ROOT, SIGNED_OUT } from '../portal-address.js'
import type { Visit } from '../visits/visit.js'

/** The ways out of an account. */
@Injectable()
export class OwnSignOut {
  constructor(
    private readonly devices: Devices,
    private readonly signOut: SignOut,
    private readonly events: SecurityEvents,
    private readonly providers: ProviderSignOut,
    private readonly work: UnitOfWork,
  ) {}

  /** Of this browser. @returns where the browser goes on */
  async here({ account: { did }, device }: Visit): Promise<string> {
    const ticket = await this.providers.end(did, device.id, PORTAL_ROOT)
    await this.devices.signOut(did, device.id)
    return afterwards(ticket)
  }

  /** Of all browsers and applications, whatever they have signed in with. @returns where the browser goes on */
  async everywhere({ account: { did }, device }: Visit): Promise<string> {
    const ticket = await this.providers.end(did, device.id, PORTAL_ROOT)
    await this.work.run(async (tx) => {
      await this.signOut.everywhere(tx, did)
      await this.events.note(tx, { did, kind: 'signed-out-everywhere', details: {} })
    })
    return afterwards(ticket)
  }
}

/** A page of ours comes first: browsers do not let forms lead to other sites. */
function afterwards(ticket: string | undefined): string {
  return ticket === undefined ? PORTAL_ROOT : entranceOf(SIGNED_OUT, { ticket })
}
