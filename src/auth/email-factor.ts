import { Injectable } from '@nestjs/common'
import { type Account, InvalidCode, MailCodes } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'
import { AuthFactorTokenRequired } from './auth.errors.js'
import { FactorNotes } from './factors/factor-notes.js'
import type { SignedIn } from './sign-in.js'

/** The second factor of accounts that want one: a code sent to their e-mail address. */
@Injectable()
export class EmailFactor {
  constructor(
    private readonly codes: MailCodes,
    private readonly work: UnitOfWork,
    private readonly notes: FactorNotes,
  ) {}

  /**
   * Lets through who needs no code, or has the right one, which is used up. App passwords need none: applications
   * read no mail.
   * @throws {AuthFactorTokenRequired} when a code was sent just now
   * @throws {InvalidCode | ExpiredCode}
   */
  async check(
    { account, appPassword }: Pick<SignedIn, 'account' | 'appPassword'>,
    code: string | undefined,
  ): Promise<void> {
    if (!account.emailAuthFactor || appPassword) return
    if (!code) {
      await this.send(account)
      throw new AuthFactorTokenRequired()
    }
    await this.use(account, code)
  }

  /** Sends a code. @throws {NoEmail} */
  send(account: Account): Promise<void> {
    return this.codes.send(account, 'signIn')
  }

  /** Uses a code up. @throws {InvalidCode | ExpiredCode} */
  async use({ did }: Account, code: string): Promise<'email'> {
    try {
      await this.work.run((tx) => this.codes.use(tx, did, 'signIn', code))
      return 'email'
    } catch (error) {
      if (error instanceof InvalidCode) await this.notes.failed(did, 'email')
      throw error
    }
  }
}
