import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { Overruling } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { AccountAccess } from './account-access.js'

/** Gives accounts other signing keys, which changes their identities. */
@Injectable()
export class SigningKeyOrders extends GraveDeed {
  override readonly action = 'account.signingKey'

  constructor(
    private readonly access: AccountAccess,
    private readonly overruling: Overruling,
    private readonly second: SecondOpinion,
  ) {
    super()
  }

  /**
   * Makes a reserved key the one of an account, or asks for it where that takes two people.
   * @param didKey public
   * @returns what was asked for
   * @throws {NotThere | Outranked | Refusal}
   */
  async order(
    did: string,
    didKey: string,
    by: Administrator,
    reason: string | undefined,
  ): Promise<ApprovalDto | undefined> {
    const account = await this.access.reach(by, 'accounts.keys', did)
    if (await this.second.isNeeded()) {
      const target = { type: 'account', id: account.did }
      return this.second.ask({ action: this.action, target, payload: { didKey }, reason }, by)
    }
    await this.overruling.signingKey(account.did, didKey, by.agent)
    return undefined
  }

  override async assertMay(by: Administrator, { target }: Approval): Promise<void> {
    if (!by.grants.has('accounts.keys')) throw new PermissionDenied('accounts.keys')
    await this.access.reach(by, 'accounts.keys', target.id)
  }

  override perform(
    { target, payload }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    const { didKey } = payload as { didKey: string }
    return this.overruling.signingKey(target.id as Did, didKey, agent, settle)
  }
}
