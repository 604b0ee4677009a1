import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import type { LongJob } from '../../jobs/index.js'
import type { Permission } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import { RetryRule } from '../jobs/retry-rule.js'
import type { BulkOptions } from './bulk-job.js'
import { BulkOrders } from './bulk-orders.js'
import { BULK } from './bulk-run.js'
import { BulkViews } from './bulk-views.js'
import { BulkStore } from './bulk.store.js'

/** What work of a kind takes besides. */
const MORE: Readonly<Partial<Record<BulkOptions['kind'], Permission>>> = {
  identities: 'accounts.keys',
  migrations: 'invites.create',
}

/**
 * Work on many accounts that is done again goes on in the name of whoever wants that, with what they may do. What two
 * people have agreed to stays agreed.
 */
@Injectable()
export class BulkRetry extends RetryRule {
  override readonly kind = BULK

  constructor(
    private readonly views: BulkViews,
    private readonly orders: BulkOrders,
    private readonly store: BulkStore,
  ) {
    super()
  }

  override async assertMay({ id }: LongJob, by: Administrator): Promise<void> {
    const { options } = await this.views.find(id, by)
    if (options.kind === 'orders') await this.orders.assertMayOrder(options.verb, by)
    const more = MORE[options.kind]
    if (more && !by.grants.has(more)) throw new PermissionDenied(more)
  }

  override async handOver(tx: Queryable, { id }: LongJob, by: Administrator): Promise<void> {
    const { agent } = await this.views.find(id, by)
    const next = { ...by.agent, ...(agent.approvals && { approvals: agent.approvals }) }
    await this.store.handOver(tx, id, next, by.grants.toJSON())
  }
}
