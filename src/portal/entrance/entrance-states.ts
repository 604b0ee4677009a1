import { Injectable } from '@nestjs/common'
import { INVALID_HANDLE, InviteRedemption, PasswordChanges } from '../../account/index.js'
import { DeviceCookies, type PageState, SignInStates, type Typed } from '../../oauth/index.js'
import { NothingThere } from '../portal.errors.js'
import { entranceOf, PORTAL_ROOT } from '../portal-address.js'
import type { Arrival } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'

/** What pages on which nobody is known yet are for: their forms, and sign-ins that are not done. */
export const ENTRANCE = 'account'

type Common = Pick<PageState, 'csrf' | 'action' | 'problem'>

/** Makes what the pages before one is in show. They are those of the authorization server, without an application. */
@Injectable()
export class EntranceStates {
  constructor(
    private readonly visits: Visits,
    private readonly cookies: DeviceCookies,
    private readonly signIns: SignInStates,
    private readonly invites: InviteRedemption,
    private readonly passwords: PasswordChanges,
  ) {}

  /** @throws {NothingThere} */
  async of(arrival: Arrival, page: string, typed: Typed): Promise<PageState> {
    const csrf = this.cookies.csrf(arrival.device.secret, ENTRANCE)
    const common = { csrf, action: entranceOf(page, arrival.query), problem: typed.problem }
    if (page === 'sign-in') return this.#signIn(common, arrival, typed)
    if (page === 'sign-up') return this.#signUp(common, arrival, typed)
    if (page === 'second-factor')
      return (await this.#secondFactor(common, arrival)) ?? this.#signIn(common, arrival, typed)
    if (page === 'choose-account') return this.#choose(common, arrival)
    if (page === 'first-password') return this.#firstPassword(common, arrival, typed)
    if (page !== 'reset-password') throw new NothingThere()
    return {
      page,
      ...common,
      // A code that is no good may be typed again.
      step: typed.step ?? (typed.fields?.code === undefined ? 'request' : 'confirm'),
      identifier: typed.fields?.identifier,
      links: { signIn: entranceOf('sign-in') },
    }
  }

  async #signIn(common: Common, arrival: Arrival, { fields }: Typed): Promise<PageState> {
    const accounts = await this.visits.accountsOf(arrival)
    const known = accounts.find(({ account }) => account.did === arrival.query.account)
    const state = {
      ...common,
      // Also where it is begun again because the second step came too late.
      action: entranceOf('sign-in', arrival.query),
      identifier: fields?.identifier ?? known?.account.handle ?? '',
      fixed: false,
      remember: fields ? fields.remember !== undefined : known?.isRemembered === true,
      links: {
        reset: entranceOf('reset-password'),
        ...(accounts.length > 0 && { choose: entranceOf('choose-account') }),
      },
    }
    const isForced = known !== undefined
    return this.signIns.signIn(arrival.device, state, {
      back: this.visits.hosts.dashboardOf(arrival.query.to, arrival.query.state) ?? PORTAL_ROOT,
      hint: known?.account.did,
      isForced,
    })
  }

  /** For whoever comes with an invitation, whose link has the code, and who may have a handle proposed to them. */
  async #signUp(common: Common, { query }: Arrival, { fields }: Typed): Promise<PageState> {
    const proposed = fields || !query.code ? undefined : await this.invites.suggestedHandle(query.code)
    const { handle = proposed ?? '', email = '', inviteCode = query.code ?? '' } = fields ?? {}
    const request = { back: PORTAL_ROOT, hint: undefined, isForced: false }
    return this.signIns.signUp({ ...common, handle, email, inviteCode }, entranceOf('sign-in'), request)
  }

  /** For whoever comes with the link of a welcome letter; one that is over is as good as a password that is forgotten. */
  async #firstPassword(common: Common, { query }: Arrival, { step }: Typed): Promise<PageState> {
    const state = { ...common, page: 'reset-password', links: { signIn: entranceOf('sign-in') } } as const
    if (step === 'begun') return { ...state, step }
    const newcomer = await this.passwords.newcomerOf(query.code ?? '')
    if (newcomer) return { ...state, step: 'first', handle: newcomer.handle ?? INVALID_HANDLE }
    return { ...state, action: entranceOf('reset-password'), step: 'request', problem: 'link-over' }
  }

  #secondFactor(common: Common, { device, query }: Arrival): Promise<PageState | undefined> {
    const links = { signIn: entranceOf('sign-in', query) }
    return this.signIns.secondFactor({ device, purpose: ENTRANCE }, { ...common, links })
  }

  async #choose(common: Common, arrival: Arrival): Promise<PageState> {
    const accounts = (await this.visits.accountsOf(arrival)).map(({ account: { did, handle }, isStale }) => ({
      did,
      handle: handle ?? INVALID_HANDLE,
      needsPassword: isStale,
    }))
    return { page: 'choose-account', ...common, accounts }
  }
}
