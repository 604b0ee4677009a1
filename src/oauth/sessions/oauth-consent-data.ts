import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { OauthSessionStore } from './oauth-session.store.js'

/** What an account has allowed applications goes with it. */
@Injectable()
export class OauthConsentData extends AccountData {
  override readonly known = {
    browsers: `SELECT user_agent, ip, created_at, seen_at, remembered, signed_in_at
               FROM oauth_device_account JOIN oauth_device ON id = device_id WHERE did = $1 ORDER BY signed_in_at`,
  }

  constructor(private readonly sessions: OauthSessionStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.sessions.forgetConsents(tx, did)
  }
}
