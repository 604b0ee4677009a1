import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { InvalidPasskey, Passkeys } from '../../auth/index.js'
import { type ProvedAccount, type SignInForm, SignInMethod } from './sign-in-method.js'
import type { SignInPlace } from './sign-in-place.js'

/**
 * Signing in with a passkey and nothing else. It is worth two factors: the device has it, and knows that its owner is
 * there.
 */
@Injectable()
export class PasskeySignIn extends SignInMethod {
  constructor(
    private readonly passkeys: Passkeys,
    private readonly accounts: Accounts,
  ) {
    super()
  }

  override takes({ passkey }: SignInForm): boolean {
    return Boolean(passkey)
  }

  override async prove({ passkey = '' }: SignInForm, { device }: SignInPlace): Promise<ProvedAccount> {
    const { did } = await this.passkeys.prove(passkey, { kind: 'sign-in', deviceId: device.id })
    const account = await this.accounts.byDid(did)
    if (!account) throw new InvalidPasskey()
    return { account, method: 'passkey', isTwoFactor: true }
  }
}
