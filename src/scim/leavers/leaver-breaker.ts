import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import { type Tx, UnitOfWork } from '../../database/index.js'
import type { Connection } from '../../sso/index.js'
import { LeaversStopped } from '../scim.errors.js'
import { LeaverAlarms } from './leaver-alarms.js'
import { type BreakerState, LeaverBreakerStore } from './leaver-breaker.store.js'
import { LeaverLimit } from './leaver-limit.js'

/**
 * Stops the people of a connection from leaving when too many do at once: somebody who takes the wrong group out of the
 * application at the provider would lock everybody out. All nodes count together, in the database.
 */
@Injectable()
export class LeaverBreaker {
  constructor(
    private readonly store: LeaverBreakerStore,
    private readonly limit: LeaverLimit,
    private readonly alarms: LeaverAlarms,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** Lets one more leave, and counts it; the same one again counts once. @throws {LeaversStopped} */
  async pass(connection: Connection, userId: string): Promise<void> {
    const left = await this.work.run((tx) => this.#judge(tx, connection, userId))
    if (left === undefined) return
    if (left.isNews) {
      const { id: connectionId, name: connectionName } = connection
      await this.alarms.raise({ connectionId, connectionName, left: left.count, at: this.limit.now() })
    }
    throw new LeaversStopped()
  }

  /**
   * Lets people leave again; it is counted from nothing.
   * @param passes how many may leave uncounted, where it was no mistake
   */
  async resume(
    { id, name }: Connection,
    passes: number,
    by: Agent,
    reason: string | undefined,
  ): Promise<void> {
    await this.work.run(async (tx) => {
      const former = await this.store.lock(tx, id)
      await this.store.resume(tx, id, this.limit.now(), passes)
      await this.audit.record(tx, by, {
        action: 'connection.resumeLeavers',
        target: { type: 'connection', id },
        reason,
        before: { stoppedAt: former.stoppedAt?.toISOString() },
        after: { name, passes },
      })
    })
  }

  /** How many connections have people who cannot leave until somebody says so. */
  countStopped(): Promise<number> {
    return this.store.countStopped()
  }

  /** Where it stands. */
  find(connectionId: string): Promise<BreakerState | undefined> {
    return this.store.find(connectionId)
  }

  /** @returns undefined if one may leave */
  async #judge(
    tx: Tx,
    { id, name }: Connection,
    userId: string,
  ): Promise<{ readonly count: number; readonly isNews: boolean } | undefined> {
    const { stoppedAt, resumedAt, passes } = await this.store.lock(tx, id)
    if (stoppedAt) return { count: 0, isNews: false }
    const now = this.limit.now()
    const { left, isCounted } = await this.store.count(tx, id, userId, this.limit.since(resumedAt))
    if (isCounted) return undefined
    if (passes > 0) await this.store.usePass(tx, id)
    else if (left >= (await this.limit.of(tx, id, left))) {
      await this.store.stop(tx, id, now)
      await this.audit.record(
        tx,
        { type: 'system' },
        {
          action: 'connection.stopLeavers',
          target: { type: 'connection', id },
          after: { name, left },
        },
      )
      return { count: left, isNews: true }
    }
    // What has passed is not counted against those who come after it.
    else await this.store.left(tx, id, userId, now)
    return undefined
  }
}
