import { Injectable } from '@nestjs/common'
import { type Agent, Audit } from '../../audit/index.js'
import type { Queryable } from '../../database/index.js'
import { Grants } from '../../roles/index.js'
import type { Administrator } from '../access/administrator.js'
import { PermissionDenied } from '../admin.errors.js'
import type { Why } from '../accounts/account-orders.js'
import type { Approval } from '../approvals/approval.store.js'
import type { ApprovalDto } from '../approvals/approvals.dto.js'
import { GraveDeed } from '../approvals/grave-deed.js'
import { SecondOpinion } from '../approvals/second-opinion.js'
import type { BulkJob, BulkVerb, OrderValues } from './bulk-job.js'
import { BulkStart } from './bulk-start.js'
import { VERB_TAKES } from './bulk-verbs.js'
import { orderValues } from './order-values.js'

/** What is wanted of many accounts. */
export interface WantedOrders extends Why {
  readonly verb: BulkVerb
  /** what is said besides */
  readonly values?: OrderValues | undefined
  readonly dids: readonly string[]
  readonly dryRun: boolean
}

/** Orders the same of many accounts. To delete them takes two people, where deleting one does. */
@Injectable()
export class BulkOrders extends GraveDeed {
  override readonly action = 'bulk.delete'

  constructor(
    private readonly start: BulkStart,
    private readonly second: SecondOpinion,
    private readonly audit: Audit,
  ) {
    super()
  }

  /** Begins it, or asks for it. @throws {PermissionDenied | InvalidFields} */
  async order(wanted: WantedOrders, by: Administrator): Promise<{ job: BulkJob } | { asked: ApprovalDto }> {
    const { verb, dryRun, reason, dids, tell, text } = wanted
    await this.assertMayOrder(verb, by)
    const job = jobOf(wanted)
    if (verb === 'delete' && !dryRun && (await this.second.isNeeded())) {
      const target = { type: 'accounts', id: `${dids.length} accounts` }
      const payload = { dids, tell, text }
      return { asked: await this.second.ask({ action: this.action, target, payload, reason }, by) }
    }
    return { job: await this.start.begin(job, { agent: by.agent, grants: by.grants.toJSON() }) }
  }

  override assertMay(by: Administrator): Promise<void> {
    return this.assertMayOrder('delete', by)
  }

  /** What whoever agrees may do decides on each account. */
  override async perform(
    wanted: Approval,
    agent: Agent,
    settle: (tx: Queryable) => Promise<void>,
    grants: Grants,
  ): Promise<void> {
    const payload = wanted.payload as Pick<WantedOrders, 'dids' | 'tell' | 'text'>
    const job = jobOf({ ...payload, verb: 'delete', dryRun: false, reason: wanted.reason })
    await this.start.begin(job, { agent, grants: grants.toJSON() }, settle)
  }

  /** Refuses whoever may not order it of many. @throws {PermissionDenied} */
  async assertMayOrder(verb: BulkVerb, { agent, grants }: Administrator): Promise<void> {
    for (const permission of ['accounts.bulk', VERB_TAKES[verb]] as const) {
      if (grants.has(permission)) continue
      const target = { type: 'bulk', id: verb }
      await this.audit.note(agent, { action: permission, outcome: 'denied', target })
      throw new PermissionDenied(permission)
    }
  }
}

function jobOf({ verb, values = {}, dids, dryRun, reason, tell, text }: WantedOrders) {
  const rows = dids.map((did) => ({ input: { did } }))
  const options = { kind: 'orders', verb, ...orderValues(verb, values), tell, text } as const
  return { options, dryRun, reason, rows }
}
