import { Injectable } from '@nestjs/common'
import { DeviceCookies, ForeignForm, Pages, type SignedInAccount, type Typed } from '../../oauth/index.js'
import { entranceOf, pageOf } from '../portal-address.js'
import type { PortalAnswer } from '../portal-answer.js'
import type { Arrival, PageRequest } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'
import { EntranceForms } from './entrance-forms.js'
import { ENTRANCE, EntranceStates } from './entrance-states.js'

const OK = 200

/** The pages before one is in: who it is, which of several accounts, a forgotten password. */
@Injectable()
export class Entrance {
  constructor(
    private readonly visits: Visits,
    private readonly forms: EntranceForms,
    private readonly states: EntranceStates,
    private readonly pages: Pages,
    private readonly cookies: DeviceCookies,
  ) {}

  /** Where somebody goes who has asked for no page in particular. @throws {WrongHost} */
  async enter(request: PageRequest): Promise<PortalAnswer> {
    const arrival = this.visits.arrive(request)
    // Who has signed out at a provider comes back to one address, wherever they were before.
    const dashboard = this.visits.hosts.dashboardOf(placeIn(arrival.query.state), undefined)
    if (dashboard !== undefined) return { kind: 'go', to: dashboard, cookies: arrival.cookies }
    const [only, ...more] = await this.visits.accountsOf(arrival)
    const to = more.length > 0 ? entranceOf('choose-account') : only ? wayIn(only) : entranceOf('sign-in')
    return { kind: 'go', to, cookies: arrival.cookies }
  }

  /** @throws {WrongHost | NothingThere} */
  async show(request: PageRequest, page: string): Promise<PortalAnswer> {
    return this.#draw(this.visits.arrive(request), page, {})
  }

  /** Does what a form is for. @throws {WrongHost | NothingThere | ForeignForm | Refusal} */
  async take(request: PageRequest, page: string, form: URLSearchParams): Promise<PortalAnswer> {
    const arrival = this.visits.arrive(request)
    const csrf = form.get('csrf') ?? undefined
    if (!this.visits.isOwnForm(request) || !this.cookies.isCsrf(arrival.device.secret, ENTRANCE, csrf))
      throw new ForeignForm()
    const outcome = await this.forms.take({ arrival, page, headers: request.headers }, form)
    if (outcome.kind === 'show') return this.#draw(outcome.arrival, page, outcome.typed)
    return { kind: 'go', to: outcome.to, cookies: outcome.arrival.cookies }
  }

  async #draw(arrival: Arrival, page: string, typed: Typed): Promise<PortalAnswer> {
    const state = await this.states.of(arrival, page, typed)
    const html = await this.pages.render(state, arrival.locale)
    const formsTo = this.visits.hosts.originOf(arrival.query.to)
    return { kind: 'show', html, status: OK, cookies: arrival.cookies, formsTo }
  }
}

/** Into the account, or to where it is proved anew whose it is. */
function wayIn({ account, isStale }: SignedInAccount): string {
  return isStale ? entranceOf('sign-in', { account: account.did }) : pageOf(account.did)
}

/** The name of a place, of a path that leads there, without its slash. */
function placeIn(state: string | undefined): string | undefined {
  return state?.split('/').at(-1)
}
