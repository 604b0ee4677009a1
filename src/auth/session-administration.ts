import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AppPasswords, SignOut } from '../account/index.js'
import { type Agent, Audit } from '../audit/index.js'
import { UnitOfWork } from '../database/index.js'
import { SessionEndings } from './session-endings.js'

/** What administrators do to sessions of members. All of it is written down. */
@Injectable()
export class SessionAdministration {
  constructor(
    private readonly work: UnitOfWork,
    private readonly signOut: SignOut,
    private readonly appPasswords: AppPasswords,
    private readonly endings: SessionEndings,
    private readonly audit: Audit,
  ) {}

  /** Ends all sessions of an account, of whatever kind. */
  async endAll(did: Did, by: Agent, reason?: string): Promise<void> {
    await this.work.run(async (tx) => {
      await this.signOut.everywhere(tx, did)
      await this.audit.record(tx, by, { action: 'account.endSessions', target: accountOf(did), reason })
    })
  }

  /**
   * Takes an app password back and ends the sessions that it opened.
   * @throws {InvalidAppPasswordName} if there cannot be one of this name
   */
  async revokeAppPassword(did: Did, name: string, by: Agent): Promise<void> {
    await this.work.run(async (tx) => {
      await this.appPasswords.remove(tx, did, name)
      await this.endings.endAll(tx, did, name)
      const deed = { action: 'account.revokeAppPassword', target: accountOf(did), after: { name } }
      await this.audit.record(tx, by, deed)
    })
  }
}

function accountOf(did: Did) {
  return { type: 'account', id: did }
}
