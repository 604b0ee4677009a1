import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { AdministrationRule, HandoverTickets, type SignedInAccount } from '../../oauth/index.js'
import { Clock } from '../../telemetry/index.js'
import { NothingThere } from '../portal.errors.js'
import { entranceOf } from '../portal-address.js'
import type { PortalAnswer } from '../portal-answer.js'
import type { PageRequest } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'

/** Whoever has signed in so lately has done it for this, and is asked no second time, whatever comes of it there. */
const JUST_NOW_MS = 60_000

/** The way from members' pages to the dashboard, where that has another host. */
@Injectable()
export class AdministrationDoor {
  constructor(
    private readonly visits: Visits,
    private readonly tickets: HandoverTickets,
    private readonly contributions: Contributions,
    private readonly clock: Clock,
  ) {}

  /**
   * Sends a browser there: with a ticket for whoever is signed in and may administer, or after they have signed in.
   * @throws {WrongHost | NothingThere}
   */
  async open(request: PageRequest, place: string, detail: string | undefined): Promise<PortalAnswer> {
    const arrival = this.visits.arrive(request)
    const { hosts } = this.visits
    const way = hosts.wayOf(place, detail)
    if (!way) throw new NothingThere()
    const { device, cookies } = arrival
    if (way.kind === 'back') return { kind: 'go', to: way.to, cookies }
    const { state } = way
    const signedIn = await this.#chosen(await this.visits.accountsOf(arrival), place)
    if (!signedIn) return { kind: 'go', to: entranceOf('sign-in', { to: place, state }), cookies }
    const { did } = signedIn.account
    const ticket = this.tickets.issue({ device: device.id.toString('hex'), did, state, to: place })
    return { kind: 'go', to: hosts.arrivalOf(ticket), cookies }
  }

  /** The latest first. Who is to become the first Owner has no role yet. */
  async #chosen(accounts: readonly SignedInAccount[], place: string): Promise<SignedInAccount | undefined> {
    const justNowMs = this.clock.nowMs() - JUST_NOW_MS
    for (const signedIn of accounts) {
      if (signedIn.isStale) continue
      if (signedIn.signedInAtMs >= justNowMs || place === 'first-run') return signedIn
      for (const rule of this.contributions.of(AdministrationRule))
        if (await rule.admits(signedIn)) return signedIn
    }
    return undefined
  }
}
