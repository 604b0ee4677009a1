import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { type PlannedRepair, PlcRepairs, type WantedRepair } from '../../identity/index.js'
import { OrderedRepair } from '../../lifecycle/index.js'
import { AccountAccess } from '../accounts/account-access.js'
import { identityView } from '../accounts/identity-view.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import type { IdentityChangeDto, RepairDto } from './plc.dto.js'

/** What came of an order. */
export type RepairOutcome = { readonly asked: ApprovalDto } | { readonly change: IdentityChangeDto }

/** Puts the identity of an account right in the PLC directory, in one of several ways. */
@Injectable()
export abstract class IdentityRepairOrder extends GraveDeed {
  constructor(
    private readonly access: AccountAccess,
    private readonly repairs: PlcRepairs,
    private readonly ordered: OrderedRepair,
    private readonly second: SecondOpinion,
  ) {
    super()
  }

  /**
   * Does it, says what it would do, or asks for it where that takes two people. What the directory would refuse is
   * refused before anybody is asked.
   * @throws {NotThere | Outranked | Refusal}
   */
  async order(
    did: string,
    wanted: WantedRepair,
    { dryRun = false, reason }: RepairDto,
    by: Administrator,
  ): Promise<RepairOutcome> {
    const account = await this.access.reach(by, 'accounts.keys', did)
    const planned = await this.repairs.plan(account.did as Did, wanted)
    if (dryRun) return { change: changeView(planned) }
    if (await this.second.isNeeded()) {
      const target = { type: 'account', id: account.did }
      return { asked: await this.second.ask({ action: this.action, target, payload: wanted, reason }, by) }
    }
    const made = await this.ordered.make(account.did as Did, wanted, { agent: by.agent, reason })
    return { change: changeView(made) }
  }

  override async assertMay(by: Administrator, { target }: Approval): Promise<void> {
    if (!by.grants.has('accounts.keys')) throw new PermissionDenied('accounts.keys')
    await this.access.reach(by, 'accounts.keys', target.id)
  }

  override async perform(
    { target, payload, reason }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    await this.ordered.make(target.id as Did, payload as WantedRepair, { agent, reason }, settle)
  }
}

function changeView({ did, before, after, signedBy, operation }: PlannedRepair): IdentityChangeDto {
  const shownBefore = before && { before: identityView(before) }
  return { did, ...shownBefore, after: identityView(after), signedBy, isChanged: operation !== undefined }
}
