import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type PlannedRepair, PlcRepairs } from '../../identity/index.js'
import { OrderedRepair } from '../../lifecycle/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountAccess } from '../accounts/account-access.js'
import type { BulkJob, BulkRow, RowResult } from './bulk-job.js'
import { BulkRows } from './bulk-rows.js'

/** Puts the identities of many accounts right in the PLC directory, each as if it were the only one. */
@Injectable()
export class IdentityRows extends BulkRows {
  constructor(
    private readonly access: AccountAccess,
    private readonly repairs: PlcRepairs,
    private readonly ordered: OrderedRepair,
  ) {
    super()
  }

  override async handle(job: BulkJob, row: BulkRow, by: Administrator): Promise<RowResult> {
    if (job.options.kind !== 'identities') throw new Error('a job of another kind')
    const wanted = { kind: job.options.change }
    const { did } = await this.access.reach(by, 'accounts.keys', row.input.did ?? '')
    const planned = await this.repairs.plan(did as Did, wanted)
    const [before, after] = [endpointOf(planned.before), endpointOf(planned.after)]
    // What is as it should be already is no deed: done again, a job leaves no second entry.
    if (!planned.operation) return { outcome: 'unchanged', did, detail: after }
    const detail = `${before} → ${after}`
    if (job.dryRun) return { outcome: 'order', did, detail }
    await this.ordered.make(did as Did, wanted, { agent: by.agent, reason: job.reason })
    return { outcome: 'ordered', did, detail }
  }
}

function endpointOf(state: PlannedRepair['before']): string {
  return state?.services.atproto_pds?.endpoint ?? '–'
}
