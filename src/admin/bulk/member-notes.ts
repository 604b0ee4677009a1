import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { maskedEmail, MemberFacts } from '../../account/index.js'
import { Audit } from '../../audit/index.js'
import type { Tx } from '../../database/index.js'
import type { Administrator } from '../access/administrator.js'
import { RoleAssignments } from '../roles/role-assignments.js'
import { RoleNames } from '../roles/role-names.js'
import type { Plan } from './account-plans.js'
import type { BulkJob, BulkRow } from './bulk-job.js'
import { RowTaken } from './bulk.errors.js'
import { BulkStore } from './bulk.store.js'

/** An account that is being made for a row. */
export interface MadeMember {
  readonly job: BulkJob
  readonly row: BulkRow
  readonly did: Did
  readonly plan: Plan
}

/** Writes down what belongs to accounts that are made for rows of files. */
@Injectable()
export class MemberNotes {
  constructor(
    private readonly store: BulkStore,
    private readonly facts: MemberFacts,
    private readonly audit: Audit,
    private readonly roles: RoleAssignments,
    private readonly names: RoleNames,
  ) {}

  /** Inside the transaction that makes the account. @throws {RowTaken | ExternalIdTaken} */
  async made(tx: Tx, { job, row, did, plan }: MadeMember, { agent }: Administrator): Promise<void> {
    if (!(await this.store.made(tx, job.id, row.number, did))) throw new RowTaken()
    await this.facts.put(tx, did, plan.facts)
    const { handle, email = '' } = plan
    await this.audit.record(tx, agent, {
      action: 'account.create',
      target: { type: 'account', id: did },
      reason: job.reason,
      after: { handle, email: maskedEmail(email), bulk: job.id },
    })
  }

  /** @param role its id or name @returns whether there is such a role still @throws {RoleOutranks} */
  async giveRole(did: Did, role: string, by: Administrator): Promise<boolean> {
    const held = await this.names.find(role)
    if (held) await this.roles.assign({ did, role: held.role }, by)
    return held !== undefined
  }
}
