import { Injectable } from '@nestjs/common'
import type { Administrator } from '../access/administrator.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import { HoldOrders } from './hold-orders.js'

/** Releases holds, or asks for it where that takes two people. */
@Injectable()
export class HoldRelease {
  constructor(
    private readonly orders: HoldOrders,
    private readonly second: SecondOpinion,
  ) {}

  /** @returns what was asked for @throws {NotThere | HoldEnded} */
  async order(id: string, by: Administrator, reason: string | undefined): Promise<ApprovalDto | undefined> {
    const hold = await this.orders.releasable(id, by)
    if (!(await this.second.isNeeded())) {
      await this.orders.release(hold, by.agent, reason)
      return undefined
    }
    const target = { type: 'account', id: hold.did }
    return this.second.ask({ action: this.orders.action, target, payload: { hold: id }, reason }, by)
  }
}
