import { Injectable } from '@nestjs/common'
import { type Account, type FactorKind, InvalidCode } from '../../account/index.js'
import {
  EmailFactor,
  FactorDemands,
  FactorProofs,
  type PasskeyRequest,
  Passkeys,
  TrustedBrowsers,
} from '../../auth/index.js'
import type { SignInForm } from './sign-in-method.js'
import type { SignInPlace } from './sign-in-place.js'

/** In which browser, and from where. */
type ProofPlace = Pick<SignInPlace, 'device' | 'ip'>

/** What a browser has to show after the password. */
export interface SecondStepView {
  readonly ways: readonly FactorKind[]
  /** where one of the ways is a passkey */
  readonly passkey: PasskeyRequest | undefined
  /** for how long the browser can be trusted afterwards; 0 if it cannot */
  readonly trustMs: number
}

/** The second factor at a sign-in on a page. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly demands: FactorDemands,
    private readonly proofs: FactorProofs,
    private readonly email: EmailFactor,
    private readonly passkeys: Passkeys,
    private readonly browsers: TrustedBrowsers,
  ) {}

  /** Whether the password is not enough in a browser. A code is sent where it comes by mail. */
  async isNeeded(account: Account, { device }: SignInPlace): Promise<boolean> {
    const ways = await this.demands.of(account)
    if (ways.length === 0 || (await this.browsers.isTrusted(device.id, account.did))) return false
    if (ways.includes('email')) await this.email.send(account)
    return true
  }

  /** What a page asks for. */
  async view(account: Account, { device }: Pick<SignInPlace, 'device'>): Promise<SecondStepView> {
    const [ways, passkey] = await Promise.all([
      this.demands.of(account),
      this.passkeys.requestFactor(account.did, device.id),
    ])
    return { ways, passkey, trustMs: this.browsers.trustMs }
  }

  /**
   * Proves the second factor by a form: a `passkey`, or a `code`; with `trust`, the browser is not asked again for a while.
   * @returns what it was proved with; `undefined` if none is wanted any more
   * @throws {InvalidPasskey | InvalidCode | ExpiredCode | TooManyFailures}
   */
  async prove(account: Account, form: SignInForm, place: ProofPlace): Promise<FactorKind | undefined> {
    const ways = await this.demands.of(account)
    // It may have been taken away meanwhile.
    if (ways.length === 0) return undefined
    const way = await this.#prove(account, ways, form, place)
    if (form.trust === 'on') await this.browsers.trust(place.device.id, account.did)
    return way
  }

  async #prove(
    account: Account,
    ways: readonly FactorKind[],
    { passkey, code }: SignInForm,
    { device, ip }: ProofPlace,
  ): Promise<FactorKind> {
    if (passkey) return this.proofs.byPasskey(account, passkey, device.id)
    if (!code) throw new InvalidCode()
    return ways.includes('email') ? this.email.use(account, code) : this.proofs.byCode(account, code, ip)
  }
}
