import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Agent, Audit } from '../audit/index.js'
import type { MailLanguage } from '../mail/index.js'
import { AccountNotFound, EmailInUse, NoEmail, PasswordNotRecoverable } from './account.errors.js'
import { Accounts } from './accounts.js'
import { parseEmail } from './email-address.js'
import { EmailChanges } from './email-changes.js'
import { maskedEmail } from './masked-email.js'
import { ModeratorLetters } from './moderator-letters.js'
import { PasswordChanges } from './password-changes.js'

/** A letter that an administrator writes. */
export interface AdministrativeLetter {
  readonly subject: string
  readonly html: string
  readonly reason?: string | undefined
}

/** Where the owner of an account was found, and how it is known to be them. */
export interface Recovery {
  readonly email: string
  readonly reason: string
}

/** What administrators do to addresses, languages and passwords of accounts. All of it is written down. */
@Injectable()
export class AccountAdministration {
  constructor(
    private readonly accounts: Accounts,
    private readonly emails: EmailChanges,
    private readonly passwords: PasswordChanges,
    private readonly letters: ModeratorLetters,
    private readonly audit: Audit,
  ) {}

  /** Gives an account another address. @throws {EmailNotSupported | EmailInUse | AccountNotFound} */
  async changeEmail(did: Did, email: string, by: Agent): Promise<void> {
    const former = (await this.accounts.byDid(did))?.email
    await this.emails.overrule(did, email, (tx) =>
      this.audit.record(tx, by, {
        ...deed('account.email', did),
        before: { email: former && maskedEmail(former) },
        after: { email: maskedEmail(email) },
      }),
    )
  }

  /** Says in which language a member is written to; null: as the organization or the service has it. @throws {AccountNotFound} */
  async setLanguage(did: Did, language: MailLanguage | null, by: Agent): Promise<void> {
    const former = (await this.accounts.byDid(did))?.language ?? null
    await this.emails.setLanguage(did, language, (tx) =>
      this.audit.record(tx, by, {
        ...deed('account.language', did),
        before: { language: former },
        after: { language },
      }),
    )
  }

  /** Replaces a password. @throws as {@link PasswordChanges.overrule} */
  async setPassword(did: Did, password: string, by: Agent): Promise<void> {
    await this.passwords.overrule(did, password, (tx) =>
      this.audit.record(tx, by, deed('account.password', did)),
    )
  }

  /** Writes to a member; what cannot be taken back is written down first. @throws {UnknownAccount | NoEmail} */
  async write(did: Did, { subject, html, reason }: AdministrativeLetter, by: Agent): Promise<void> {
    await this.letters.assertReachable(did)
    await this.audit.note(by, { ...deed('account.letter', did), reason, after: { subject } })
    await this.letters.send(did, subject, html)
  }

  /** Sends a member a code for a new password. @throws {AccountNotFound | NoEmail} */
  async sendReset(did: Did, by: Agent): Promise<void> {
    const email = await this.#emailOf(did)
    await this.audit.note(by, deed('account.resetPassword', did))
    await this.passwords.requestReset(email)
  }

  /**
   * Whether an account can be recovered by mail to an address.
   * @throws {AccountNotFound | EmailNotSupported | EmailInUse | PasswordNotRecoverable}
   */
  async assertRecoverable(did: Did, email: string): Promise<void> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    const holder = await this.accounts.byEmail(parseEmail(email))
    if (holder && holder.did !== did) throw new EmailInUse()
    if (!(await this.passwords.allowsReset(account))) throw new PasswordNotRecoverable()
  }

  /**
   * Gives an account the address at which its owner was found, unless it has that, and sends a code for a new password
   * there. The former address is told. It is for those of {@link assertRecoverable}.
   * @throws {EmailNotSupported | EmailInUse | AccountNotFound}
   */
  async sendRecovery(did: Did, { email, reason }: Recovery, by: Agent): Promise<void> {
    const [wanted, former] = [parseEmail(email), (await this.accounts.byDid(did))?.email]
    const recovery = {
      ...{ ...deed('account.recover', did), reason, after: { email: maskedEmail(wanted) } },
      before: { email: former && maskedEmail(former) },
    }
    if (wanted === former) await this.audit.note(by, recovery)
    else await this.emails.overrule(did, wanted, (tx) => this.audit.record(tx, by, recovery))
    await this.passwords.requestReset(wanted)
  }

  /** Sends a member a code that confirms their address. @throws {AccountNotFound | NoEmail} */
  async sendConfirmation(did: Did, by: Agent): Promise<void> {
    await this.#emailOf(did)
    await this.audit.note(by, deed('account.confirmEmail', did))
    await this.emails.requestConfirmation(did)
  }

  async #emailOf(did: Did): Promise<string> {
    const account = await this.accounts.byDid(did)
    if (!account) throw new AccountNotFound()
    if (account.email === undefined) throw new NoEmail()
    return account.email
  }
}

function deed(action: string, did: Did) {
  return { action, target: { type: 'account', id: did } }
}
