import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { ExternalIdentityStore } from './external-identity.store.js'
import { SsoSessionStore } from './sso-session.store.js'

/** What organizations say of an account goes with it. */
@Injectable()
export class SsoData extends AccountData {
  constructor(
    private readonly identities: ExternalIdentityStore,
    private readonly sessions: SsoSessionStore,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.identities.removeOf(tx, did)
    await this.sessions.removeOf(tx, did)
  }
}
