import { setTimeout as delay } from 'node:timers/promises'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { stateOf } from './account-states.js'
import type { AdministrativeStep } from './administrative-step.js'
import { ExpiredCode, InvalidCode } from './account.errors.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import { ConfirmedAddresses } from './confirmed-addresses.js'
import { MailCodes } from './mail-codes.js'
import { PasswordRulebook } from './password-rulebook.js'
import { PasswordReplacement } from './password-replacement.js'

/** Asking for a new password takes this long, whether or not a mail is sent. */
const RESET_ANSWER_MS = 100

/** Replaces passwords. Whoever knew the former one is signed out; app passwords stay, their sessions do not. */
@Injectable()
export class PasswordChanges {
  constructor(
    private readonly accounts: Accounts,
    private readonly codes: MailCodes,
    private readonly replacement: PasswordReplacement,
    private readonly addresses: ConfirmedAddresses,
    private readonly rules: PasswordRulebook,
  ) {}

  /**
   * Sends a code that allows to choose a new password, if an account has this address. Whether one has is not told:
   * everybody gets the same answer.
   */
  async requestReset(email: string): Promise<void> {
    // The time it takes must not tell either.
    await Promise.all([delay(RESET_ANSWER_MS), this.#sendReset(email)])
  }

  /**
   * Replaces the password of whoever the code was sent to. The code came to the address of the account, which is
   * thereby confirmed.
   * @throws {InvalidCode | ExpiredCode | InvalidPassword | PasswordTooLong | PasswordHashingBusy}
   */
  async reset(code: string, password: string): Promise<void> {
    const did = await this.codes.ownerOf('resetPassword', code)
    const account = await this.accounts.byDid(did)
    // Sent before the organization has taken over.
    if (!account || !(await this.rules.allowsPassword(account))) throw new InvalidCode()
    await this.#replace(did, password, { purpose: 'resetPassword', code })
  }

  /** Whose link to choose the first password this code is of; undefined where it is good for nothing. */
  async newcomerOf(code: string): Promise<Account | undefined> {
    try {
      const account = await this.accounts.byDid(await this.codes.ownerOf('firstPassword', code))
      return account && (await this.allowsReset(account)) ? account : undefined
    } catch (error) {
      if (error instanceof InvalidCode || error instanceof ExpiredCode) return undefined
      throw error
    }
  }

  /**
   * Chooses the password of an account that somebody else has made. The link came to its address, which is thereby
   * confirmed.
   * @throws {InvalidCode | ExpiredCode | InvalidPassword | PasswordTooLong | PasswordHashingBusy}
   */
  async chooseFirst(code: string, password: string): Promise<void> {
    const newcomer = await this.newcomerOf(code)
    if (!newcomer) throw new InvalidCode()
    await this.#replace(newcomer.did, password, { purpose: 'firstPassword', code })
  }

  /**
   * Replaces a password as an administrator.
   * @throws {AccountNotFound | InvalidPassword | PasswordTooLong | PasswordHashingBusy}
   */
  async overrule(did: Did, password: string, step: AdministrativeStep): Promise<void> {
    await this.replacement.replace(did, password, 'administrator', { lastStep: step })
  }

  /** Whether the owner of an account may choose a new password by a code. */
  async allowsReset(account: Account): Promise<boolean> {
    // Whoever is locked out must not get in by mail.
    return stateOf(account) !== 'locked' && (await this.rules.allowsPassword(account))
  }

  #replace(
    did: Did,
    password: string,
    { purpose, code }: { purpose: 'resetPassword' | 'firstPassword'; code: string },
  ): Promise<void> {
    return this.replacement.replace(did, password, 'code', {
      step: (tx) => this.codes.use(tx, did, purpose, code),
      // A code goes with the address that it was sent to.
      lastStep: async (tx, { email }) => {
        if (email !== undefined) await this.addresses.takeOver(tx, did, email)
      },
    })
  }

  async #sendReset(email: string): Promise<void> {
    const account = await this.accounts.byEmail(email)
    if (account && (await this.allowsReset(account))) await this.codes.send(account, 'resetPassword')
  }
}
