import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { SecurityNotices, SignOut } from '../account/index.js'
import { type Agent, Audit } from '../audit/index.js'
import { UnitOfWork } from '../database/index.js'
import { AppPasswordRevocation } from './app-password-revocation.js'

/** What administrators do to sessions of members. All of it is written down. */
@Injectable()
export class SessionAdministration {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signOut: SignOut,
    private readonly appPasswords: AppPasswordRevocation,
    private readonly notices: SecurityNotices,
    private readonly audit: Audit,
  ) {}

  /** Ends all sessions of an account, of whatever kind. */
  async endAll(did: Did, by: Agent, reason?: string): Promise<void> {
    await this.work.run(async (tx) => {
      await this.signOut.everywhere(tx, did)
      await this.audit.record(tx, by, { action: 'account.endSessions', target: accountOf(did), reason })
    })
  }

  /** Ends one of the sessions of an account. @returns whether the account has it */
  endOne(did: Did, id: string, by: Agent): Promise<boolean> {
    return this.work.run(async (tx) => {
      if (!(await this.signOut.one(tx, did, id))) return false
      const details = { what: 'session' } as const
      await this.notices.note(tx, { did, kind: 'session-revoked', details, byService: true })
      await this.audit.record(tx, by, {
        action: 'account.endSession',
        target: accountOf(did),
        before: { id },
      })
      return true
    })
  }

  /**
   * Takes an app password back and ends the sessions that it opened.
   * @throws {InvalidAppPasswordName} if there cannot be one of this name
   */
  async revokeAppPassword(did: Did, name: string, by: Agent): Promise<void> {
    const deed = { action: 'account.revokeAppPassword', target: accountOf(did), after: { name } }
    await this.appPasswords.revoke(did, name, (tx) => this.audit.record(tx, by, deed))
  }

  /** Takes all app passwords back and ends the sessions that they opened. */
  async revokeAppPasswords(did: Did, by: Agent, reason?: string): Promise<void> {
    const deed = { action: 'account.revokeAppPasswords', target: accountOf(did), reason }
    await this.appPasswords.revokeAll(did, (tx, count) =>
      this.audit.record(tx, by, { ...deed, before: { appPasswords: count } }),
    )
  }
}

function accountOf(did: Did) {
  return { type: 'account', id: did }
}
