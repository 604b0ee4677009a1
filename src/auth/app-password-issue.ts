import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, AppPasswords, PasswordRulebook, SecurityNotices } from '../account/index.js'
import { Database } from '../database/index.js'

/** Gives out app passwords, and tells the owner. */
@Injectable()
export class AppPasswordIssue {
  constructor(
    private readonly appPasswords: AppPasswords,
    private readonly accounts: Accounts,
    private readonly notices: SecurityNotices,
    private readonly db: Database,
    private readonly rules: PasswordRulebook,
  ) {}

  /**
   * Makes an app password.
   * @param lifetimeMs how long it is to be good, within what is allowed; by default as long as can be
   * @returns its description and, this once, the secret
   * @throws {AppPasswordNameTaken | InvalidAppPasswordName | AppPasswordsNotAllowed}
   */
  async issue(
    did: Did,
    name: string,
    privileged: boolean,
    lifetimeMs?: number,
  ): ReturnType<AppPasswords['create']> {
    const account = await this.accounts.byDid(did)
    const maxMs = account && (await this.rules.appPasswordMaxMs(account))
    const goodForMs = maxMs === undefined ? lifetimeMs : Math.min(lifetimeMs ?? maxMs, maxMs)
    const made = await this.appPasswords.create(did, name, privileged, goodForMs)
    await this.notices.note(this.db, { did, kind: 'app-password-made', details: { name } })
    if (account) await this.notices.tell(account, { kind: 'app-password-made', name })
    return made
  }
}
