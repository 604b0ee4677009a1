import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Audit } from '../../audit/index.js'
import { GroupQuotaStore } from '../../blob/index.js'
import type { Queryable } from '../../database/index.js'
import { type FollowedPerson, quotaOf, SsoFollower } from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'

/** Lets members store as much as their groups say, as long as they are in them. */
@Injectable()
export class GroupQuotas extends SsoFollower {
  constructor(
    private readonly store: GroupQuotaStore,
    private readonly audit: Audit,
    private readonly clock: Clock,
  ) {
    super()
  }

  override follow(tx: Queryable, { did, connection, claims }: FollowedPerson): Promise<void> {
    return this.#replace(tx, did, connection.id, quotaOf(connection.policy, claims.groups))
  }

  override unfollow(tx: Queryable, did: Did, connectionId: string): Promise<void> {
    return this.#replace(tx, did, connectionId, undefined)
  }

  async #replace(
    tx: Queryable,
    did: Did,
    connectionId: string,
    quotaBytes: number | undefined,
  ): Promise<void> {
    const now = new Date(this.clock.nowMs())
    const former = await this.store.replace(tx, { did, connectionId }, quotaBytes, now)
    if (former === quotaBytes) return
    await this.audit.record(
      tx,
      { type: 'system', id: `connection ${connectionId}` },
      {
        action: 'quota.map',
        target: { type: 'account', id: did },
        before: { quotaBytes: former },
        after: { quotaBytes },
      },
    )
  }
}
