import { Injectable } from '@nestjs/common'
import { INVALID_HANDLE } from '../../account/index.js'
import { DeviceCookies, type PageState, type Typed } from '../../oauth/index.js'
import { NothingThere } from '../portal.errors.js'
import { entranceOf } from '../portal-address.js'
import type { Arrival } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'

/** Forms of pages on which nobody is known yet. */
export const ENTRANCE_FORMS = 'account'

/** Makes what the pages before one is in show. They are those of the authorization server, without an application. */
@Injectable()
export class EntranceStates {
  constructor(
    private readonly visits: Visits,
    private readonly cookies: DeviceCookies,
  ) {}

  /** @throws {NothingThere} */
  async of(arrival: Arrival, page: string, typed: Typed): Promise<PageState> {
    const csrf = this.cookies.csrf(arrival.device.secret, ENTRANCE_FORMS)
    const common = { csrf, action: entranceOf(page, arrival.query), problem: typed.problem }
    if (page === 'sign-in') return this.#signIn(common, arrival, typed)
    if (page === 'choose-account') return this.#choose(common, arrival)
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

  async #signIn(
    common: Pick<PageState, 'csrf' | 'action' | 'problem'>,
    arrival: Arrival,
    { fields, problem }: Typed,
  ): Promise<PageState> {
    const accounts = await this.visits.accountsOf(arrival)
    const known = accounts.find(({ account }) => account.did === arrival.query.account)
    return {
      page: 'sign-in',
      ...common,
      identifier: fields?.identifier ?? known?.account.handle ?? '',
      fixed: false,
      remember: fields ? fields.remember !== undefined : known?.isRemembered === true,
      code: problem === 'code-sent' || fields?.code !== undefined,
      links: {
        reset: entranceOf('reset-password'),
        ...(accounts.length > 0 && { choose: entranceOf('choose-account') }),
      },
    }
  }

  async #choose(
    common: Pick<PageState, 'csrf' | 'action' | 'problem'>,
    arrival: Arrival,
  ): Promise<PageState> {
    const accounts = (await this.visits.accountsOf(arrival)).map(({ account: { did, handle }, isStale }) => ({
      did,
      handle: handle ?? INVALID_HANDLE,
      needsPassword: isStale,
    }))
    return { page: 'choose-account', ...common, accounts }
  }
}
