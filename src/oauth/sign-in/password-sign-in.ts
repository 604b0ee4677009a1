import { Injectable } from '@nestjs/common'
import { AllowedSignIn, AuthenticationRequired } from '../../auth/index.js'
import { type ProvedAccount, type SignInForm, SignInMethod } from './sign-in-method.js'
import type { SignInPlace } from './sign-in-place.js'

/** Signing in with the password of the account. App passwords are for applications that know nothing better. */
@Injectable()
export class PasswordSignIn extends SignInMethod {
  constructor(private readonly signIn: AllowedSignIn) {
    super()
  }

  override takes({ password, passkey }: SignInForm): boolean {
    return password !== undefined && !passkey
  }

  override async prove(
    { identifier = '', password = '' }: SignInForm,
    { ip, admitsLeaving }: SignInPlace,
  ): Promise<ProvedAccount> {
    const name = identifier.trim().replace(/^@/, '')
    const { account, appPassword } = await this.signIn.signIn(name, password, {
      ip,
      allowTakendown: admitsLeaving,
    })
    if (appPassword) throw new AuthenticationRequired('Invalid identifier or password')
    return { account, method: 'password', isTwoFactor: false }
  }
}
