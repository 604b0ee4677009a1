import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Agent } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountHolds, type Hold, HoldStore } from '../../lifecycle/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import { NotThere, PermissionDenied } from '../admin.errors.js'
import { isTimedId, TimedId } from '../api/timed-id.js'
import type { Approval } from '../approvals/approval.store.js'
import { HoldArchives } from '../archives/hold-archives.js'
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
    private readonly archives: HoldArchives,
    private readonly ids: TimedId,
  ) {
    super()
  }

  /**
   * Holds accounts, all or none; also those of administrators who rank as high. An archive of each is made.
   * @throws {NotThere}
   */
  async place({ subjects, reason, reviewAt }: NewHoldsDto, by: Administrator): Promise<Hold[]> {
    for (const did of subjects) await this.access.look(by, 'holds.place', did)
    const wanted = subjects.map((did) => ({
      ...{ id: this.ids.next(), did: did as Did, reason },
      reviewAt: reviewAt === undefined ? undefined : new Date(reviewAt),
    }))
    const requestedBy = by.agent.id ?? by.agent.type
    return this.holds.place(wanted, by.agent, new Date(this.ids.nowMs()), async (tx) => {
      for (const { did, id } of wanted)
        await this.archives.ask(tx, { did, kind: 'hold', holdId: id, requestedBy })
    })
  }

  /** A hold that may be released. @throws {NotThere} */
  releasable(id: string, by: Administrator): Promise<Hold> {
    return this.#held(id, 'holds.release', by)
  }

  /** A hold that has not ended, for whoever may place it. @throws {NotThere} */
  open(id: string, by: Administrator): Promise<Hold> {
    return this.#held(id, 'holds.place', by)
  }

  async #held(id: string, permission: Permission, by: Administrator): Promise<Hold> {
    const hold = isTimedId(id) ? await this.store.find(id) : undefined
    if (!hold || hold.release) throw new NotThere('hold')
    await this.access.look(by, permission, hold.did)
    return hold
  }

  /** Releases a hold alone. @throws {HoldEnded | SecondPersonNeeded} */
  release(hold: Hold, agent: Agent, reason: string | undefined): Promise<void> {
    return this.#release(hold, agent, reason)
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
    await this.#release(hold, agent, reason, settle)
  }

  #release(
    hold: Hold,
    agent: Agent,
    reason: string | undefined,
    settle?: (tx: Queryable) => Promise<void>,
  ): Promise<void> {
    const at = new Date(this.ids.nowMs())
    return this.holds.release(hold, agent, {
      ...{ at, reason },
      step: async (tx) => {
        await settle?.(tx)
        await this.archives.ended(tx, hold.id, at)
      },
    })
  }
}

function holdIdIn(payload: unknown): string {
  return (payload as { hold: string }).hold
}
