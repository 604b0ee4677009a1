import { Injectable } from '@nestjs/common'
import { AuthFactorTokenRequired } from '../auth.errors.js'
import { EmailFactor } from '../email-factor.js'
import type { SignedIn } from '../sign-in.js'
import { FactorDemands } from './factor-demands.js'
import { FactorProofs } from './factor-proofs.js'
import { PasskeyWanted } from './factors.errors.js'

const CODE_WANTED = 'Enter the code of your authenticator app, or a recovery code'

/** The second factor where no page can be shown: a code in a field of the call. */
@Injectable()
export class SessionFactor {
  constructor(
    private readonly demands: FactorDemands,
    private readonly proofs: FactorProofs,
    private readonly email: EmailFactor,
  ) {}

  /**
   * Lets through who needs no second factor, or proves it. App passwords need none: applications have none.
   * @param token the code of an app, a recovery code, or a code that was sent by mail
   * @param ip of the client
   * @throws {AuthFactorTokenRequired} if a code of an app is wanted, or one was sent by mail just now
   * @throws {PasskeyWanted} if the account has nothing but passkeys, which cannot be shown here
   * @throws {InvalidCode | ExpiredCode | TooManyFailures}
   */
  async check({ account, appPassword }: SignedIn, token: string | undefined, ip: string): Promise<void> {
    if (appPassword) return
    const ways = await this.demands.of(account)
    if (ways.length === 0) return
    // Where a passkey cannot be shown, a code by mail will do for those who have chosen to get one.
    const isByMail = account.emailAuthFactor && !ways.includes('totp')
    if (isByMail && !this.proofs.isRecoveryCode(token))
      return this.email.check({ account, appPassword }, token)
    if (token) await this.proofs.byCode(account, token, ip)
    else throw ways.includes('totp') ? new AuthFactorTokenRequired(CODE_WANTED) : new PasskeyWanted()
  }
}
