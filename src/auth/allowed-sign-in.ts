import { Injectable } from '@nestjs/common'
import { type Account, PasswordRulebook } from '../account/index.js'
import { type SignedIn, SignIn } from './sign-in.js'

/** Signing in with a password where passwords are good for it. */
@Injectable()
export class AllowedSignIn {
  constructor(
    private readonly passwords: SignIn,
    private readonly rules: PasswordRulebook,
  ) {}

  /** @throws {SingleSignOnRequired} @throws {Refusal} those of {@link SignIn.signIn} */
  async signIn(...attempt: Parameters<SignIn['signIn']>): Promise<SignedIn> {
    const signedIn = await this.passwords.signIn(...attempt)
    await this.assertAllowed(signedIn.account, signedIn.appPassword !== undefined)
    return signedIn
  }

  /** @throws {SingleSignOnRequired} if a session of this kind must not be open */
  assertAllowed(account: Account, isAppPassword: boolean): Promise<void> {
    return isAppPassword ? this.rules.assertAppPassword(account) : this.rules.assertPassword(account)
  }
}
