import { Injectable } from '@nestjs/common'
import { AccountAdministration } from '../../account/index.js'
import { SessionAdministration } from '../../auth/index.js'
import type { Administrator } from '../access/administrator.js'
import { NotThere } from '../admin.errors.js'
import { AccountAccess } from './account-access.js'
import type { LetterDto } from './accounts.dto.js'
import { WelcomeAgain } from './welcome-again.js'

/** What help desks do for members. */
@Injectable()
export class AccountHelp {
  constructor(
    private readonly access: AccountAccess,
    private readonly accounts: AccountAdministration,
    private readonly sessions: SessionAdministration,
    private readonly welcome: WelcomeAgain,
  ) {}

  /** Sends the member a code for a new password. @throws {NotThere | Outranked | NoEmail} */
  async sendReset(did: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.recover', did)
    await this.accounts.sendReset(account.did, by.agent)
  }

  /** Sends the member once more how they get in. @throws {NotThere | Outranked | NoEmail | PasswordNotRecoverable} */
  async sendWelcome(did: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.recover', did)
    await this.welcome.send(account, by.agent)
  }

  /** Sends the member a code that confirms their address. @throws {NotThere | Outranked | NoEmail} */
  async sendConfirmation(did: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.recover', did)
    await this.accounts.sendConfirmation(account.did, by.agent)
  }

  /** Writes to the member. @throws {NotThere | Outranked | NoEmail} */
  async write(did: string, letter: LetterDto, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.write', did)
    await this.accounts.write(account.did, letter, by.agent)
  }

  /** Ends all sessions of the member. @throws {NotThere | Outranked} */
  async endSessions(did: string, by: Administrator, reason: string | undefined): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    await this.sessions.endAll(account.did, by.agent, reason)
  }

  /** Ends one session of the member, of whatever kind. @throws {NotThere | Outranked} */
  async endSession(did: string, id: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    if (!(await this.sessions.endOne(account.did, id, by.agent))) throw new NotThere('session')
  }

  /** Takes all app passwords back. @throws {NotThere | Outranked} */
  async revokeAppPasswords(did: string, by: Administrator, reason: string | undefined): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    await this.sessions.revokeAppPasswords(account.did, by.agent, reason)
  }

  /** Takes an app password back. @throws {NotThere | Outranked | InvalidAppPasswordName} */
  async revokeAppPassword(did: string, name: string, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'sessions.revoke', did)
    await this.sessions.revokeAppPassword(account.did, name, by.agent)
  }
}
