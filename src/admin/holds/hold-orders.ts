import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountHolds, type Hold, HoldStore } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { NotThere, PermissionDenied } from '../admin.errors.js'
import { isTimedId, TimedId } from '../api/timed-id.js'
import type { Approval } from '../approvals/approval.store.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import type { NewHoldsDto } from './holds.dto.js'

/** Places holds, and releases them. */
@Injectable()
export class HoldOrders extends GraveDeed {
  override readonly action = 'hold.release'

  constructor(
    private readonly access: AccountAccess,
    private readonly holds: AccountHolds,
    private readonly store: HoldStore,
    private readonly ids: TimedId,
  ) {
    super()
  }

  /** Holds accounts, all or none; also those of administrators who rank as high. @throws {NotThere} */
  async place({ subjects, reason, reviewAt }: NewHoldsDto, by: Administrator): Promise<Hold[]> {
    for (const did of subjects) await this.access.look(by, 'holds.place', did)
    const wanted = subjects.map((did) => ({
      ...{ id: this.ids.next(), did: did as Did, reason },
      reviewAt: reviewAt === undefined ? undefined : new Date(reviewAt),
    }))
    return this.holds.place(wanted, by.agent, new Date(this.ids.nowMs()))
  }

  /** A hold that may be released. @throws {NotThere} */
  async releasable(id: string, by: Administrator): Promise<Hold> {
    const hold = isTimedId(id) ? await this.store.find(id) : undefined
    if (!hold || hold.release) throw new NotThere('hold')
    await this.access.look(by, 'holds.release', hold.did)
    return hold
  }

  /** Releases a hold alone. @throws {HoldEnded | SecondPersonNeeded} */
  release(hold: Hold, agent: Agent, reason: string | undefined): Promise<void> {
    return this.holds.release(hold, agent, { at: new Date(this.ids.nowMs()), reason })
  }

  override async assertMay(by: Administrator, { payload }: Approval): Promise<void> {
    if (!by.grants.has('holds.release')) throw new PermissionDenied('holds.release')
    await this.releasable(holdIdIn(payload), by)
  }

  override async perform(
    { payload, reason }: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    const hold = await this.store.find(holdIdIn(payload))
    if (!hold) throw new NotThere('hold')
    await this.holds.release(hold, agent, { at: new Date(this.ids.nowMs()), reason, step: settle })
  }
}

function holdIdIn(payload: unknown): string {
  return (payload as { hold: string }).hold
}
