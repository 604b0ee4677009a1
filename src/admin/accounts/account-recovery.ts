import { Injectable } from '@nestjs/common'
import { AccountAdministration, parseEmail } from '../../account/index.js'
import { FactorReset } from '../../auth/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from './account-access.js'
import type { RecoveryDto } from './accounts.dto.js'

/** For members who have lost the password and the mailbox, and whom somebody has recognized nevertheless. */
@Injectable()
export class AccountRecovery {
  constructor(
    private readonly access: AccountAccess,
    private readonly accounts: AccountAdministration,
    private readonly factors: FactorReset,
  ) {}

  /**
   * Gives the account another address and sends a code for a new password there, once second factors are removed where
   * that is wanted: what tells of it all goes to the former address.
   * Whoever may not change an address does not do so by a recovery either.
   * @throws {NotThere | Outranked | PermissionDenied | Refusal} as of {@link AccountAdministration.assertRecoverable}
   */
  async send(did: string, wanted: RecoveryDto, by: Administrator): Promise<void> {
    const account = await this.access.reach(by, 'accounts.recover', did)
    const { email, reason, resetFactors = false } = wanted
    if (parseEmail(email) !== account.email) await this.access.assertMay(by, 'accounts.edit', account)
    if (resetFactors) await this.access.assertMay(by, 'accounts.factors', account)
    await this.accounts.assertRecoverable(account.did, email)
    if (resetFactors) await this.factors.reset(account.did, { agent: by.agent, reason })
    await this.accounts.sendRecovery(account.did, { email, reason }, by.agent)
  }
}
