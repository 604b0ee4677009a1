import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { Clock } from '../../telemetry/index.js'
import { HandleDomains } from '../domains/handle-domains.js'
import { IdentityConfig } from '../identity.config.js'
import { type FormerHandle, type FormerHandleQuery, FormerHandleStore } from './former-handle.store.js'

const DAY_MS = 24 * 60 * 60 * 1000

/**
 * Handles of our domains that accounts had and have no more. For a while nobody else gets them: whoever knows somebody by
 * a handle is not to meet a stranger there.
 */
@Injectable()
export class FormerHandles {
  constructor(
    private readonly store: FormerHandleStore,
    private readonly domains: HandleDomains,
    private readonly config: IdentityConfig,
    private readonly clock: Clock,
  ) {}

  /** Whether a handle is kept for somebody who had it, and that is not this DID. */
  async isKeptFrom(handle: string, did: Did | undefined): Promise<boolean> {
    if (this.config.handleQuarantineDays === 0) return false
    const former = await this.find(handle)
    return former !== undefined && former.did !== did
  }

  /** Keeps a handle of ours for whoever has it up to now, in the transaction that takes it away. */
  async giveUp(tx: Queryable, handle: string, did: Did): Promise<void> {
    const isKept = this.config.handleQuarantineDays > 0 && this.domains.isBelow(handle)
    if (isKept) await this.store.put(tx, { handle, did, givenUpAt: new Date(this.clock.nowMs()) })
  }

  /** Keeps a handle for nobody any more; `false` if it was not kept. */
  release(tx: Queryable, handle: string): Promise<boolean> {
    return this.store.remove(tx, handle)
  }

  /** Those that are kept now. */
  list(slice: Omit<FormerHandleQuery, 'since'>): Promise<FormerHandle[]> {
    return this.store.list({ ...slice, since: this.#since })
  }

  /** How many are kept now. */
  count(): Promise<number> {
    return this.store.count(this.#since)
  }

  /** One that is kept now. */
  async find(handle: string): Promise<FormerHandle | undefined> {
    const former = await this.store.find(handle)
    return former && former.givenUpAt > this.#since ? former : undefined
  }

  /** Until when nobody else gets a handle. */
  keptUntil({ givenUpAt }: FormerHandle): Date {
    return new Date(givenUpAt.getTime() + this.config.handleQuarantineDays * DAY_MS)
  }

  /** Removes up to `limit` that are kept no more; returns how many went. */
  removeExpired(limit: number): Promise<number> {
    return this.store.removeOlder(this.#since, limit)
  }

  get #since(): Date {
    return new Date(this.clock.nowMs() - this.config.handleQuarantineDays * DAY_MS)
  }
}
