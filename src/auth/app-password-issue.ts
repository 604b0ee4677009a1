import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts, AppPasswords, PasswordRulebook, SecurityNotices } from '../account/index.js'
import { UnitOfWork } from '../database/index.js'

/** Gives out app passwords, and tells the owner. */
@Injectable()
export class AppPasswordIssue {
  constructor(
    private readonly appPasswords: AppPasswords,
    private readonly accounts: Accounts,
    private readonly notices: SecurityNotices,
    private readonly rules: PasswordRulebook,
    private readonly work: UnitOfWork,
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
    return this.appPasswords.create(did, name, privileged, goodForMs, (keep) =>
      this.work.run(async (tx) => {
        await keep(tx)
        await this.notices.note(tx, { did, kind: 'app-password-made', details: { name } })
        if (account) await this.notices.tell(tx, account, { kind: 'app-password-made', name })
      }),
    )
  }
}
