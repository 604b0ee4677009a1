import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { WelcomeMails } from '../../mail/index.js'
import { NoEmail, PasswordNotRecoverable } from '../account.errors.js'
import type { Account } from '../account.js'
import { AccountConfig } from '../account.config.js'
import { stateOf } from '../account-states.js'
import { Addressees } from '../addressees.js'
import { MailCodes } from '../mail-codes.js'
import { PasswordRulebook } from '../password-rulebook.js'
import type { Newcomer } from './newcomer.js'

/** Tells those for whom an account was made that it is there, and how they sign in. */
@Injectable()
export class WelcomeLetters {
  readonly #lifetimeMs: number

  constructor(
    private readonly addressees: Addressees,
    private readonly codes: MailCodes,
    private readonly rules: PasswordRulebook,
    private readonly mails: WelcomeMails,
    { welcomeLifetimeMs }: AccountConfig,
  ) {
    this.#lifetimeMs = welcomeLifetimeMs
  }

  /**
   * Sends the letter, with the transaction that makes the account, or in which it is wanted once more: with a link to choose
   * a password, or the name of the organization that has the sign-in. The link of a former letter leads nowhere from then
   * on.
   * @throws {NoEmail}
   */
  async send(tx: Queryable, newcomer: Newcomer): Promise<void> {
    const addressee = await this.addressees.of(newcomer)
    if (!addressee) throw new NoEmail()
    const organization = await this.rules.organizationOf(newcomer)
    if (organization !== undefined) return this.mails.send({ ...addressee, organization }, tx)
    const link = await this.codes.makeLinked(newcomer.did, 'firstPassword', this.#lifetimeMs, tx)
    await this.mails.send({ ...addressee, link }, tx)
  }

  /** The same for an account that is there. @throws {PasswordNotRecoverable} if it is locked: nobody is let in by mail then */
  async sendAgain(tx: Queryable, account: Account): Promise<void> {
    if (account.email === undefined) throw new NoEmail()
    if (stateOf(account) === 'locked') throw new PasswordNotRecoverable()
    await this.send(tx, account)
  }
}
