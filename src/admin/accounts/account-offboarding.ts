import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Account } from '../../account/index.js'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountLife, isHasty } from '../../lifecycle/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { AccountAccess } from './account-access.js'

/** How long somebody has who leaves, and why they leave. */
export interface WantedOffboarding {
  readonly days: number
  readonly reason: string | undefined
}

/** Lets members leave. To give them less than a week is to delete their accounts, and takes what that takes. */
@Injectable()
export class AccountOffboarding extends GraveDeed {
  override readonly action = 'account.offboard'

  constructor(
    private readonly access: AccountAccess,
    private readonly life: AccountLife,
    private readonly second: SecondOpinion,
    private readonly clock: Clock,
  ) {
    super()
  }

  /**
   * Lets a member leave, or asks for it where that takes two people.
   * @throws {NotThere | Outranked | PermissionDenied}
   */
  async order(
    did: string,
    wanted: WantedOffboarding,
    by: Administrator,
  ): Promise<{ account: Account } | { asked: ApprovalDto }> {
    const { account, hasty } = await this.check(did, wanted.days, by)
    if (!hasty || !(await this.second.isNeeded())) return { account: await this.carryOut(did, wanted, by) }
    const { days, reason } = wanted
    const target = { type: 'account', id: account.did }
    return { asked: await this.second.ask({ action: this.action, target, payload: { days }, reason }, by) }
  }

  /** The account, if whoever asks may let its owner leave in so many days. @throws {NotThere | Outranked | PermissionDenied} */
  async check(did: string, days: number, by: Administrator): Promise<{ account: Account; hasty: boolean }> {
    const account = await this.access.reach(by, 'accounts.offboard', did)
    const hasty = isHasty(account, days, new Date(this.clock.nowMs()))
    if (hasty) await this.access.assertMay(by, 'accounts.delete', account)
    return { account, hasty }
  }

  /** Lets a member leave, with nobody to ask. @throws as {@link check}, and {SecondPersonNeeded} */
  async carryOut(did: string, { days, reason }: WantedOffboarding, by: Administrator): Promise<Account> {
    const { account } = await this.check(did, days, by)
    const order = { actor: 'administrator', agent: by.agent, reason } as const
    return this.life.order(account.did, { kind: 'offboard', days }, order)
  }

  override async assertMay(by: Administrator, { target }: Approval): Promise<void> {
    for (const permission of ['accounts.offboard', 'accounts.delete'] as const) {
      if (!by.grants.has(permission)) throw new PermissionDenied(permission)
      await this.access.reach(by, permission, target.id)
    }
  }

  override async perform(
    { target, payload, reason }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    const { days } = payload as { days: number }
    const order = { actor: 'administrator', agent, reason } as const
    await this.life.order(target.id as Did, { kind: 'offboard', days }, order, settle)
  }
}
