import { Injectable } from '@nestjs/common'
import { WelcomeMails } from '../../mail/index.js'
import { NoEmail, PasswordNotRecoverable } from '../account.errors.js'
import type { Account } from '../account.js'
import { AccountConfig } from '../account.config.js'
import { stateOf } from '../account-states.js'
import { Addressees } from '../addressees.js'
import { MailCodes } from '../mail-codes.js'
import { PasswordRulebook } from '../password-rulebook.js'

/** Tells those for whom an account was made that it is there, and how they sign in. */
@Injectable()
export class WelcomeLetters {
  constructor(
    private readonly addressees: Addressees,
    private readonly codes: MailCodes,
    private readonly rules: PasswordRulebook,
    private readonly mails: WelcomeMails,
    private readonly config: AccountConfig,
  ) {}

  /**
   * Sends the letter: with a link to choose a password, or the name of the organization that has the sign-in. The link of
   * a former letter leads nowhere from then on.
   * @param first done before it, once it is known that it can be sent
   * @throws {NoEmail | PasswordNotRecoverable} the latter where the account is locked: nobody is let in by mail then
   */
  async send(account: Account, first?: () => Promise<void>): Promise<void> {
    const addressee = await this.addressees.of(account)
    if (!addressee) throw new NoEmail()
    if (stateOf(account) === 'locked') throw new PasswordNotRecoverable()
    await first?.()
    const organization = await this.rules.organizationOf(account)
    if (organization !== undefined) return this.mails.send({ ...addressee, organization })
    const { welcomeLifetimeMs } = this.config
    const link = await this.codes.makeLinked(account.did, 'firstPassword', welcomeLifetimeMs)
    await this.mails.send({ ...addressee, link })
  }
}
