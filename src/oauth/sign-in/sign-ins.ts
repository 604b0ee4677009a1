import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { type Account, Lockout, stateOf } from '../../account/index.js'
import { AccountLocked, AccountTakedown, AuthenticationRequired, EmailFactor } from '../../auth/index.js'
import { Log } from '../../telemetry/index.js'
import type { Device } from '../devices/devices.js'
import { Devices } from '../devices/devices.js'
import { type ProvedAccount, type SignInForm, SignInMethod } from './sign-in-method.js'

/** Where somebody signs in. */
export interface SignInPlace {
  readonly device: Device
  readonly ip: string
  /** whether to stay signed in after what it is for */
  readonly remembered: boolean
}

/** Signing in, by whatever method: the one place for the state of the account, the second factor and the browser. */
@Injectable()
export class SignIns {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly factor: EmailFactor,
    private readonly devices: Devices,
    private readonly lockout: Lockout,
    private readonly log: Log,
  ) {}

  /**
   * Signs in by the method that a form is for.
   * @throws {Refusal} `AuthFactorTokenRequired` when a code was sent and has to be in the field `code`
   */
  async signIn(form: SignInForm, place: SignInPlace): Promise<Account> {
    const method = this.#methods().find((one) => one.takes(form))
    if (!method) throw new AuthenticationRequired()
    return this.complete(await method.prove(form, place.ip), form.code, place)
  }

  /**
   * Signs in whoever has proved to own an account.
   * @param code of the second factor, if there was one
   * @throws {AccountLocked | AccountTakedown | AuthFactorTokenRequired | InvalidCode | ExpiredCode}
   */
  async complete(proved: ProvedAccount, code: string | undefined, place: SignInPlace): Promise<Account> {
    const { account, isTwoFactor } = proved
    const state = stateOf(account)
    if (state === 'locked') throw new AccountLocked()
    if (state === 'takendown' || state === 'suspended') throw new AccountTakedown()
    if (!isTwoFactor) await this.factor.check({ account, appPassword: undefined }, code || undefined)
    await this.devices.signIn(place.device, account.did, place.remembered, place.ip)
    await this.lockout.know(account.did, place.ip)
    this.log.info({ did: account.did, remembered: place.remembered }, 'somebody has signed in in a browser')
    return account
  }

  #methods(): SignInMethod[] {
    return this.discovery
      .getProviders()
      .flatMap(({ instance }) => (instance instanceof SignInMethod ? [instance] : []))
  }
}
