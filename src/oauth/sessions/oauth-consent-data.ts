import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { OauthSessionStore } from './oauth-session.store.js'

/** What an account has allowed applications goes with it. */
@Injectable()
export class OauthConsentData extends AccountData {
  constructor(private readonly sessions: OauthSessionStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.sessions.forgetConsents(tx, did)
  }
}
