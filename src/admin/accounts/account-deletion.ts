import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountHolds, AccountRemoval, type OrderLetter } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { OnHold, PermissionDenied } from '../admin.errors.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { AccountAccess } from './account-access.js'
import type { Why } from './account-orders.js'

/** Ends accounts for good. */
@Injectable()
export class AccountDeletion extends GraveDeed {
  override readonly action = 'account.delete'

  constructor(
    private readonly access: AccountAccess,
    private readonly removal: AccountRemoval,
    private readonly holds: AccountHolds,
    private readonly second: SecondOpinion,
  ) {
    super()
  }

  /**
   * Deletes an account, or asks for it where that takes two people.
   * @returns what was asked for
   * @throws {NotThere | Outranked | OnHold}
   */
  async order(did: string, by: Administrator, why: Why): Promise<ApprovalDto | undefined> {
    const account = await this.access.reach(by, 'accounts.delete', did)
    await this.assertFree(account.did)
    if (await this.second.isNeeded()) {
      const target = { type: 'account', id: account.did }
      const { reason, tell, text } = why
      return this.second.ask({ action: this.action, target, reason, payload: { tell, text } }, by)
    }
    await this.carryOut(did, by, why)
    return undefined
  }

  /** Deletes an account as something that was decided on before. @throws {NotThere | Outranked | SecondPersonNeeded} */
  async carryOut(did: string, by: Administrator, { reason, ...letter }: Why): Promise<void> {
    const account = await this.access.reach(by, 'accounts.delete', did)
    await this.removal.remove(account.did, { actor: 'administrator', agent: by.agent, reason, letter })
  }

  override async assertMay(by: Administrator, { target }: Approval): Promise<void> {
    if (!by.grants.has('accounts.delete')) throw new PermissionDenied('accounts.delete')
    const { did } = await this.access.reach(by, 'accounts.delete', target.id)
    await this.assertFree(did)
  }

  override perform(
    { target, reason, payload }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    return this.removal.remove(
      target.id as Did,
      { actor: 'administrator', agent, reason, letter: payload as OrderLetter },
      settle,
    )
  }

  /** @throws {OnHold} */
  async assertFree(did: Did): Promise<void> {
    if (await this.holds.isHeld(did)) throw new OnHold()
  }
}
