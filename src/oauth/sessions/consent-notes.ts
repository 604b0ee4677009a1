import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts, SecurityNotices } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { OauthSessionStore } from './oauth-session.store.js'

/** What a member has agreed to, and where. */
export interface Consent {
  readonly did: Did
  readonly clientId: string
  readonly scope: string
  readonly deviceId: Uint8Array
}

/** Notes that an application may act for an account for the first time, and tells the owner. */
@Injectable()
export class ConsentNotes {
  constructor(
    private readonly sessions: OauthSessionStore,
    private readonly accounts: Accounts,
    private readonly notices: SecurityNotices,
    private readonly work: UnitOfWork,
  ) {}

  async allowed({ did, clientId, scope, deviceId }: Consent): Promise<void> {
    if ((await this.sessions.consented(did, clientId)) !== undefined) return
    const account = await this.accounts.byDid(did)
    await this.work.run(async (tx) => {
      await this.notices.note(tx, { did, kind: 'app-allowed', deviceId, details: { clientId, scope } })
      if (account) await this.notices.tell(tx, account, { kind: 'app-allowed', app: clientId })
    })
  }
}
