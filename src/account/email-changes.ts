import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { MAIL_LANGUAGES, type MailLanguage } from '../mail/index.js'
import type { AdministrativeStep } from './administrative-step.js'
import {
  AccountNotFound,
  CodeRequired,
  EmailInUse,
  EmailNotConfirmed,
  EmailTaken,
  NotTheEmail,
} from './account.errors.js'
import type { Account } from './account.js'
import { Accounts } from './accounts.js'
import { ConfirmedAddresses } from './confirmed-addresses.js'
import { parseEmail } from './email-address.js'
import { MailCodes } from './mail-codes.js'
import type { SecurityEventDetails } from './security-events/security-event.js'
import { SecurityNotices } from './security-events/security-notices.js'

/** A change that the owner of an account wants. */
export interface EmailUpdate {
  readonly email: string
  /** the code that was sent to the present address */
  readonly code?: string | undefined
  /** whether signing in is to take a code sent to the address */
  readonly authFactor?: boolean | undefined
}

/** Where mail goes from now on, and whether it was not the owner who wanted it. */
interface NewAddress {
  readonly email: string
  readonly byService: boolean
}

/** Confirms and changes the e-mail addresses of accounts, and the language in which is written there. */
@Injectable()
export class EmailChanges {
  /** in which letters can be written */
  readonly languages = MAIL_LANGUAGES

  constructor(
    private readonly accounts: Accounts,
    private readonly codes: MailCodes,
    private readonly work: UnitOfWork,
    private readonly addresses: ConfirmedAddresses,
    private readonly notices: SecurityNotices,
  ) {}

  /** Sends a code that confirms the address. @throws {NoEmail | AccountNotFound} */
  async requestConfirmation(did: Did): Promise<void> {
    await this.codes.send(await this.#account(did), 'confirmEmail')
  }

  /** Confirms an address. @throws {NotTheEmail | InvalidCode | ExpiredCode | AccountNotFound} */
  async confirm(did: Did, email: string, code: string): Promise<void> {
    await this.#change(did, async (tx, account) => {
      if (account.email !== email.toLowerCase()) throw new NotTheEmail()
      await this.codes.use(tx, did, 'confirmEmail', code)
      await this.addresses.confirm(tx, did, account.email)
    })
  }

  /**
   * Sends a code that allows to change the address, where one is needed: the present one is confirmed.
   * @returns whether one is needed
   * @throws {NoEmail | AccountNotFound}
   */
  async requestUpdate(did: Did): Promise<boolean> {
    const account = await this.#account(did)
    if (!account.emailConfirmedAt) return false
    await this.codes.send(account, 'updateEmail')
    return true
  }

  /**
   * Changes the address, which is not confirmed then, or whether it is needed to sign in. Codes that were sent to the
   * former address are good for nothing any more.
   * @throws {CodeRequired | InvalidCode | ExpiredCode | EmailNotSupported | EmailInUse | EmailNotConfirmed}
   */
  async update(did: Did, { email, code, authFactor }: EmailUpdate): Promise<void> {
    const wanted = parseEmail(email)
    await this.#change(did, async (tx, account) => {
      if (account.emailConfirmedAt && !code) throw new CodeRequired()
      if (account.emailConfirmedAt) await this.codes.use(tx, did, 'updateEmail', code!)
      if (wanted !== account.email)
        return { email: await this.#replace(tx, did, wanted, 'owner'), byService: false }
      if (authFactor && !account.emailConfirmedAt) throw new EmailNotConfirmed()
      if (authFactor !== undefined) await this.#switchFactor(tx, account, authFactor)
    })
  }

  /**
   * Gives an account another address as an administrator.
   * @throws {EmailNotSupported | EmailInUse | AccountNotFound}
   */
  async overrule(did: Did, email: string, step: AdministrativeStep): Promise<void> {
    const wanted = parseEmail(email)
    await this.#change(did, async (tx) => {
      const email = await this.#replace(tx, did, wanted, 'administrator')
      await step(tx)
      return { email, byService: true }
    })
  }

  /**
   * Says in which language the owner is written to.
   * @param language null: as the organization or the service has it
   * @param step more work for the transaction
   * @throws {AccountNotFound}
   */
  async setLanguage(did: Did, language: MailLanguage | null, step?: AdministrativeStep): Promise<void> {
    await this.#change(did, async (tx) => {
      await this.accounts.change(tx, did, { language })
      await step?.(tx)
    })
  }

  async #account(did: Did): Promise<Account> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    return account
  }

  /** @param step returns what the new address is, if there is one: the owner is told at the former one */
  async #change(
    did: Did,
    step: (tx: Queryable, account: Account) => Promise<NewAddress | void>,
  ): Promise<void> {
    await this.work.run(async (tx) => {
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new AccountNotFound()
      const change = await step(tx, account)
      if (!change || change.email === account.email) return
      const { email: to, byService } = change
      await this.notices.tell(tx, account, { kind: 'email-changed', to, byService })
    })
    this.accounts.changed(did)
  }

  async #switchFactor(tx: Queryable, { did, emailAuthFactor }: Account, isWanted: boolean): Promise<void> {
    if (emailAuthFactor === isWanted) return
    await this.accounts.change(tx, did, { emailAuthFactor: isWanted })
    const kind = isWanted ? 'factor-added' : 'factor-removed'
    await this.notices.note(tx, { did, kind, details: { factor: 'email' } })
  }

  async #replace(
    tx: Queryable,
    did: Did,
    email: string,
    by: SecurityEventDetails['email-changed']['by'],
  ): Promise<string> {
    try {
      // Nobody has read mail there yet: it cannot be what signing in depends on.
      await this.accounts.change(tx, did, { email, emailConfirmedAt: null, emailAuthFactor: false })
    } catch (error) {
      throw error instanceof EmailTaken ? new EmailInUse() : error
    }
    await this.codes.revoke(tx, did)
    await this.notices.note(tx, {
      did,
      kind: 'email-changed',
      details: { by },
      byService: by === 'administrator',
    })
    return email
  }
}
