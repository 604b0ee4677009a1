import { Injectable } from '@nestjs/common'
import { MemberFacts } from '../../account/index.js'
import { Audit } from '../../audit/index.js'
import { UnitOfWork } from '../../database/index.js'
import type { Administrator } from '../access/administrator.js'
import { AccountChanges } from '../accounts/account-changes.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import type { Plan } from './account-plans.js'
import type { BulkJob, RowResult } from './bulk-job.js'

/** Changes accounts as rows of files have them. Each change is a transaction of its own; done again, it changes nothing. */
@Injectable()
export class MemberUpdates {
  constructor(
    private readonly changes: AccountChanges,
    private readonly memberFacts: MemberFacts,
    private readonly roles: RoleAssignments,
    private readonly audit: Audit,
    private readonly work: UnitOfWork,
  ) {}

  /** @throws {Refusal} for the first change that cannot be made */
  async apply(job: BulkJob, plan: Plan, by: Administrator): Promise<RowResult> {
    const { account, handle, email, facts, role, detail } = plan
    const { did } = account!
    if (handle !== undefined) await this.changes.change(did, { handle }, by, anyState)
    if (email !== undefined) await this.changes.change(did, { email }, by, anyState)
    if (Object.keys(facts).length > 0) {
      await this.work.run(async (tx) => {
        await this.memberFacts.put(tx, did, facts)
        const target = { type: 'account', id: did }
        const after = { facts: Object.keys(facts), bulk: job.id }
        await this.audit.record(tx, by.agent, { action: 'account.facts', target, reason: job.reason, after })
      })
    }
    if (role !== undefined) await this.roles.assign({ did, role }, by)
    return { outcome: 'updated', did, detail }
  }
}

function anyState(): void {}
