import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Administrator } from '../access/administrator.js'
import { AccountPlans, type Plan } from './account-plans.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'
import { MemberMaking } from './member-making.js'
import { MemberUpdates } from './member-updates.js'

/** Makes and changes accounts, each as a row of a file has it. */
@Injectable()
export class AccountRows extends BulkRows {
  constructor(
    private readonly plans: AccountPlans,
    private readonly making: MemberMaking,
    private readonly updates: MemberUpdates,
  ) {
    super()
  }

  override async handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult | 'later'> {
    if (job.options.kind !== 'accounts') throw new Error('a job of another kind')
    if (row.state === 'made') return this.making.finish(row, row.did as Did, by)
    const plan = await this.plans.of(job, row, by)
    if (job.dryRun || plan.outcome === 'skipped' || plan.outcome === 'unchanged') return told(plan)
    return plan.outcome === 'create'
      ? this.making.make(job, row, plan, by)
      : this.updates.apply(job, plan, by)
  }
}

function told({ outcome, account, detail }: Plan): RowResult {
  return { outcome, did: account?.did, detail }
}
