import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { Passkeys } from '../../auth/index.js'
import type { Queryable } from '../../database/index.js'
import { type ExternalIdentity, ExternalIdentityStore } from './external-identity.store.js'

/** How else people can sign in. */
@Injectable()
export class OtherSignIns {
  constructor(
    private readonly accounts: Accounts,
    private readonly passkeys: Passkeys,
    private readonly identities: ExternalIdentityStore,
  ) {}

  /** Whether somebody can sign in without a link: with another one, a password or a passkey. */
  async areThereBesides({ did, connectionId, subject }: ExternalIdentity, tx: Queryable): Promise<boolean> {
    const others = (await this.identities.listOf(did, tx)).filter(
      (one) => one.connectionId !== connectionId || one.subject !== subject,
    )
    if (others.length > 0) return true
    const found = await this.accounts.findWithPassword(did)
    return found?.passwordHash !== undefined || (await this.passkeys.list(did, tx)).length > 0
  }
}
