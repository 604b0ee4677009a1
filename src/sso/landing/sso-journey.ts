import { Injectable } from '@nestjs/common'
import { DeviceCookies, ForeignForm, problemOf } from '../../oauth/index.js'
import type { PageProblem } from '../../oauth/index.js'
import { Refusal } from '../../refusal.js'
import { SsoFailure } from '../sso.errors.js'
import type { SsoTransaction } from '../transactions/sso-transaction.js'
import { backWithout } from './back-addresses.js'
import { type Landing, Landings, type ProvedTransaction } from './landings.js'
import type { Welcome, WelcomeAnswer } from './onboarding.js'
import { ProvedTransactions } from './proved-transactions.js'
import type { SsoVisit } from './sso-visit.js'
import { WelcomePage } from './welcome-page.js'

/** What a browser gets. */
export type SsoAnswer =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'show'; readonly html: string }
  | { readonly kind: 'fail'; readonly failure: SsoFailure; readonly traceId: string; readonly back: string }

/** What browsers go through that come back from a provider. */
@Injectable()
export class SsoJourney {
  constructor(
    private readonly proved: ProvedTransactions,
    private readonly landings: Landings,
    private readonly page: WelcomePage,
    private readonly cookies: DeviceCookies,
  ) {}

  /** Goes on where it is known who it is. @throws {SsoFailure} where there is nothing to go on with */
  async land(id: string, visit: SsoVisit): Promise<SsoAnswer> {
    const proved = await this.proved.find(id, visit.device)
    return this.#settle(proved, visit, () => this.landings.land(proved, visit))
  }

  /** Takes the form of the page for somebody new. @throws {SsoFailure | ForeignForm} */
  async answer(id: string, visit: SsoVisit, form: URLSearchParams): Promise<SsoAnswer> {
    const proved = await this.#admit(id, visit, form)
    if (form.get('decision') === 'deny') {
      await this.proved.failed(proved, new SsoFailure('cancelled', 'They do not want an account.'))
      return { kind: 'go', to: proved.transaction.back }
    }
    const answer = {
      handle: (form.get('handle') ?? '').trim().replace(/^@/, '').toLowerCase(),
      email: (form.get('email') ?? '').trim(),
      agreed: form.get('terms') === 'on',
    }
    if (form.get('decision') === 'link') {
      const code = form.get('code') ?? ''
      const typed = this.#typed(proved, answer, 'sent')
      return this.#settle(proved, visit, () => this.landings.link(proved, code, visit), typed)
    }
    const typed = this.#typed(proved, answer, 'offered')
    return this.#settle(proved, visit, () => this.landings.answer(proved, answer, visit), typed)
  }

  /** Sends a code to somebody who has an account already, it may be. @throws {SsoFailure | ForeignForm} */
  async sendCode(id: string, visit: SsoVisit, form: URLSearchParams): Promise<SsoAnswer> {
    const proved = await this.#admit(id, visit, form)
    return this.#settle(proved, visit, async () => {
      await this.landings.sendCode(proved)
      const answer = { handle: form.get('handle') ?? '', email: form.get('email') ?? '', agreed: false }
      return { kind: 'ask', welcome: this.#typed(proved, answer, 'sent') }
    })
  }

  /** @throws {SsoFailure | ForeignForm} */
  async #admit(id: string, { device }: SsoVisit, form: URLSearchParams): Promise<ProvedTransaction> {
    const proved = await this.proved.find(id, device)
    const csrf = form.get('csrf') ?? undefined
    if (!this.cookies.isCsrf(device.secret, pageNameOf(id), csrf)) throw new ForeignForm()
    return proved
  }

  /** The page once more, with what was typed. */
  #typed(
    { connection: { policy }, claims }: ProvedTransaction,
    { handle, email }: WelcomeAnswer,
    linking: Welcome['linking'],
  ): Welcome {
    const { mode, linking: isAllowed } = policy.provisioning
    const isOffered = isAllowed && claims.email !== undefined
    return { handle, email, needsApproval: mode === 'approval', linking: isOffered ? linking : undefined }
  }

  async #settle(
    proved: ProvedTransaction,
    visit: SsoVisit,
    act: () => Promise<Landing>,
    typed?: Welcome,
  ): Promise<SsoAnswer> {
    try {
      const landing = await act()
      if (landing.kind === 'ask') return await this.#show(proved, visit, landing.welcome)
      await this.proved.done(proved, landing.did)
      return { kind: 'go', to: landing.to }
    } catch (error) {
      if (error instanceof SsoFailure) return this.#fail(proved, error)
      const problem = error instanceof Refusal && typed ? problemOf(error) : undefined
      if (problem === undefined || typed === undefined) throw error
      return this.#show(proved, visit, typed, problem)
    }
  }

  async #fail(proved: ProvedTransaction, failure: SsoFailure): Promise<SsoAnswer> {
    // Whoever only has to wait a moment may try again.
    if (failure.reason !== 'busy') await this.proved.failed(proved, failure)
    return failedAnswer(proved.transaction, failure)
  }

  async #show(
    proved: ProvedTransaction,
    visit: SsoVisit,
    welcome: Welcome,
    problem?: PageProblem,
  ): Promise<SsoAnswer> {
    const { connection, transaction, claims } = proved
    const csrf = this.cookies.csrf(visit.device.secret, pageNameOf(transaction.id))
    const domain = await this.landings.handleDomainFor(proved)
    const html = await this.page.draw(
      connection,
      welcome,
      { csrf, id: transaction.id, problem, domain, address: claims.email },
      visit.locale,
    )
    return { kind: 'show', html }
  }
}

/** What a browser gets whose sign-in has failed: the request of an application says so itself. */
export function failedAnswer({ id, purpose, back }: SsoTransaction, failure: SsoFailure): SsoAnswer {
  if (purpose === 'request') return { kind: 'go', to: backWithout(back, id) }
  return { kind: 'fail', failure, traceId: id, back }
}

function pageNameOf(id: string): string {
  return `sso ${id}`
}
