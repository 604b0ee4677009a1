import { Injectable } from '@nestjs/common'
import { type Account, isTakenDown, OwnExport, stateOf } from '../../account/index.js'
import { AccountLocked, AccountTakedown } from '../../auth/index.js'
import { SecondFactorRequired, SignInExpired } from '../oauth.errors.js'
import { BrowserArrivals } from './browser-arrivals.js'
import { HalfSignIns } from './half-sign-ins.js'
import { SecondStep, type SecondStepView } from './second-step.js'
import type { ProvedAccount, SignInForm } from './sign-in-method.js'
import { SignInMethods } from './sign-in-methods.js'
import type { SignInPlace } from './sign-in-place.js'

/** Signing in, by whatever method: the one place for the state of the account, the second factor and the browser. */
@Injectable()
export class SignIns {
  constructor(
    private readonly methods: SignInMethods,
    private readonly secondStep: SecondStep,
    private readonly halves: HalfSignIns,
    private readonly arrivals: BrowserArrivals,
    private readonly exports: OwnExport,
  ) {}

  /**
   * Signs in by the method that a form is for.
   * @throws {Refusal} those of the method, and of {@link complete}
   */
  async signIn(form: SignInForm, place: SignInPlace): Promise<Account> {
    return this.complete(await this.methods.prove(form, place), place)
  }

  /**
   * Signs in whoever has proved to own an account.
   * @throws {SecondFactorRequired} when more is wanted: a page shows what ({@link pending}), and {@link finish} takes it
   * @throws {AccountLocked | AccountTakedown}
   */
  async complete(proved: ProvedAccount, place: SignInPlace): Promise<Account> {
    const { account, method, isTwoFactor, provedAtMs } = proved
    this.#assertStanding(account, place)
    if (!isTwoFactor && (await this.secondStep.isNeeded(account, place))) {
      await this.halves.begin(account.did, place)
      throw new SecondFactorRequired()
    }
    await this.arrivals.arrive(account, { method }, place, provedAtMs)
    return account
  }

  /** Who has proved the password at a place a short while ago, and what else is wanted; `undefined` if nobody has. */
  async pending(
    place: Pick<SignInPlace, 'device' | 'purpose'>,
  ): Promise<(SecondStepView & { readonly account: Account }) | undefined> {
    const half = await this.halves.find(place)
    return half && { account: half.account, ...(await this.secondStep.view(half.account, place)) }
  }

  /**
   * Signs in by the second step; whether to stay signed in was said at the first.
   * @param form `code` or `passkey`, and `trust`
   * @throws {SignInExpired} if the first step is too long ago
   * @throws {AccountLocked | AccountTakedown | InvalidPasskey | InvalidCode | ExpiredCode | TooManyFailures}
   */
  async finish(form: SignInForm, place: Omit<SignInPlace, 'remembered'>): Promise<Account> {
    const half = await this.halves.find(place)
    if (!half) throw new SignInExpired()
    const { account, remembered } = half
    this.#assertStanding(account, place)
    const factor = await this.secondStep.prove(account, form, place)
    await this.halves.end(place)
    await this.arrivals.arrive(account, { method: 'password', factor }, { ...place, remembered })
    return account
  }

  /** @throws {AccountLocked | AccountTakedown} */
  #assertStanding(account: Account, { admitsLeaving }: Pick<SignInPlace, 'admitsLeaving'>): void {
    const state = stateOf(account)
    if (state === 'locked' || (state === 'offboarding' && !admitsLeaving)) throw new AccountLocked()
    if (isTakenDown(account) && !(admitsLeaving && this.exports.isAllowed(account)))
      throw new AccountTakedown()
  }
}
