import { type Did, isDid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Account } from '../../account/index.js'
import {
  type PageProblem,
  PasswordResetForm,
  problemOf,
  SecondFactorRequired,
  type SignInPlace,
  SignIns,
  SignUpForm,
  type Typed,
} from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import { NothingThere } from '../portal.errors.js'
import { entranceOf, pageOf } from '../portal-address.js'
import type { Arrival, PageRequest } from '../visits/visit.js'
import { Visits } from '../visits/visits.js'
import { ENTRANCE } from './entrance-states.js'

type Fields = Readonly<Record<string, string>>

/** A form of a page on which nobody is known yet. */
export interface EntranceForm {
  readonly arrival: Arrival
  readonly page: string
  readonly headers: PageRequest['headers']
}

/** Another address, or the same page once more; either way, with the cookies that have come about. */
export type EntranceOutcome =
  | { readonly kind: 'go'; readonly to: string; readonly arrival: Arrival }
  | { readonly kind: 'show'; readonly typed: Typed; readonly arrival: Arrival }

/** What forms do before one is in. */
@Injectable()
export class EntranceForms {
  constructor(
    private readonly visits: Visits,
    private readonly signIns: SignIns,
    private readonly resets: PasswordResetForm,
    private readonly signUps: SignUpForm,
  ) {}

  /** @throws {Refusal} where no page has words for it */
  async take(sent: EntranceForm, form: URLSearchParams): Promise<EntranceOutcome> {
    const fields = Object.fromEntries(form)
    const { arrival } = sent
    try {
      return await this.#take(sent, fields)
    } catch (error) {
      if (error instanceof SecondFactorRequired)
        return { kind: 'go', to: entranceOf('second-factor', arrival.query), arrival }
      const problem: PageProblem | undefined = error instanceof Refusal ? problemOf(error) : undefined
      if (problem === undefined) throw error
      const { password: _password, passkey: _passkey, ...typed } = fields
      return { kind: 'show', typed: { problem, fields: typed }, arrival }
    }
  }

  async #take(sent: EntranceForm, fields: Fields): Promise<EntranceOutcome> {
    const { arrival, page } = sent
    switch (page) {
      case 'sign-in':
        return this.#signIn(sent, fields)
      case 'sign-up':
        return this.#signUp(sent, fields)
      case 'second-factor':
        return this.#in(sent, await this.signIns.finish(fields, placeOf(arrival)))
      case 'choose-account':
        return { kind: 'go', to: choiceOf(fields), arrival }
      case 'reset-password':
        return { ...(await this.resets.take(fields)), arrival }
      case 'first-password':
        return { ...(await this.resets.takeFirst(fields, arrival.query.code)), arrival }
      default:
        throw new NothingThere()
    }
  }

  async #signIn(sent: EntranceForm, fields: Fields): Promise<EntranceOutcome> {
    const { arrival, headers } = sent
    await this.visits.welcome(arrival, headers)
    const place = { ...placeOf(arrival), remembered: fields.remember === 'on' }
    return this.#in(sent, await this.signIns.signIn(fields, place))
  }

  async #signUp(sent: EntranceForm, fields: Fields): Promise<EntranceOutcome> {
    const { arrival, headers } = sent
    const account = await this.signUps.create(fields, arrival, 'portal')
    await this.visits.welcome(arrival, headers)
    const place = { ...placeOf(arrival), remembered: true }
    await this.signIns.complete({ account, method: 'sign-up', isTwoFactor: true }, place)
    return this.#in(sent, account)
  }

  #in({ arrival }: EntranceForm, { did }: Account): EntranceOutcome {
    const { account, to, state } = arrival.query
    const back = this.visits.hosts.dashboardOf(to, state)
    if (back !== undefined) return { kind: 'go', to: back, arrival: this.visits.begun(arrival) }
    const section = account === did ? sectionIn(to) : undefined
    return { kind: 'go', to: pageOf(did, section), arrival: this.visits.begun(arrival) }
  }
}

function placeOf({ device, ip }: Arrival): Omit<SignInPlace, 'remembered'> {
  return { device, ip, purpose: ENTRANCE, admitsLeaving: true }
}

/** The address of a page of the account that was chosen; there it is looked at whether it is signed in. */
function choiceOf({ account = '', decision }: Fields): string {
  return decision === 'other' || !isDid(account) ? entranceOf('sign-in') : pageOf(account as Did)
}

/** Names of pages and nothing else: no form leads anywhere that an address says. */
function sectionIn(text: string | undefined): string | undefined {
  return text !== undefined && /^[a-z-]{1,32}$/.test(text) ? text : undefined
}
