import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { type Agent, Audit } from '../../audit/index.js'
import { type Queryable, UnitOfWork } from '../../database/index.js'
import { RepoLifeStore } from '../../repo/index.js'
import { AccountOnHold, HoldEnded, HostedAccountNotFound } from '../lifecycle.errors.js'
import { type Hold, HoldStore } from './hold.store.js'

/** A hold that is wanted. */
export interface WantedHold {
  readonly id: string
  readonly did: Did
  readonly reason: string
  readonly reviewAt: Date | undefined
}

/**
 * Sees to it that what is here of an account stays: it cannot be deleted, records that its owner deletes are kept aside,
 * and so are blobs that nobody refers to any more. The owner may do everything else, and is not told.
 */
@Injectable()
export class AccountHolds {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly repos: RepoLifeStore,
    private readonly store: HoldStore,
    private readonly audit: Audit,
  ) {}

  /**
   * Places holds, all or none.
   * @param step more work for the transaction
   * @throws {HostedAccountNotFound}
   */
  async place(
    wanted: readonly WantedHold[],
    by: Agent,
    at: Date,
    step?: (tx: Queryable) => Promise<void>,
  ): Promise<Hold[]> {
    const holds = wanted.map((one) => ({ ...one, placedBy: nameOf(by), placedAt: at, release: undefined }))
    await this.work.run(async (tx) => {
      // In one order, so that nobody waits for each other.
      for (const hold of holds.toSorted((a, b) => (a.did < b.did ? -1 : 1))) {
        if (!(await this.accounts.lock(tx, hold.did))) throw new HostedAccountNotFound()
        if (!(await this.repos.setHeld(tx, hold.did, true))) throw new HostedAccountNotFound()
        await this.store.add(tx, hold)
      }
      await step?.(tx)
      for (const { id, did, reason, reviewAt } of holds)
        await this.audit.record(tx, by, {
          action: 'hold.place',
          target: { type: 'account', id: did },
          reason,
          after: { id, reviewAt: reviewAt?.toISOString() },
        })
    })
    return holds
  }

  /**
   * Ends a hold. With the last one of an account, what was kept because of it goes.
   * @param step more work for the transaction, done first
   * @throws {HoldEnded}
   */
  async release(
    { id, did, placedAt }: Hold,
    by: Agent,
    { at, reason, step }: { at: Date; reason?: string | undefined; step?: (tx: Queryable) => Promise<void> },
  ): Promise<void> {
    await this.work.run(async (tx) => {
      await this.accounts.lock(tx, did)
      await step?.(tx)
      if (!(await this.store.release(tx, id, { by: nameOf(by), at, reason }))) throw new HoldEnded()
      if ((await this.store.open(tx, did)) === 0) {
        await this.repos.setHeld(tx, did, false)
        await this.repos.dropHeld(tx, did)
      }
      await this.audit.record(tx, by, {
        action: 'hold.release',
        target: { type: 'account', id: did },
        reason,
        before: { id, placedAt: placedAt.toISOString() },
      })
    })
  }

  /** Whether an account is held. */
  isHeld(did: Did): Promise<boolean> {
    return this.work.run((tx) => this.repos.isHeld(tx, did))
  }

  /** Refuses to let an account go that is held; the account is locked. @throws {AccountOnHold} */
  async assertFree(tx: Queryable, did: Did): Promise<void> {
    if (await this.repos.isHeld(tx, did)) throw new AccountOnHold()
  }
}

/** Who has done something, in a word. */
function nameOf({ type, id }: Agent): string {
  return id ?? type
}
