import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { SecondPersonRule } from '../../lifecycle/index.js'
import { OWNER } from '../../roles/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { ApprovalsConfig } from './approvals.config.js'

/** Owners who can sign in that there have to be before one of them needs another one, unless the settings say otherwise. */
const OWNERS_MIN = 2

/** Whether what cannot be undone takes two people. */
@Injectable()
export class FourEyes extends SecondPersonRule {
  constructor(
    private readonly config: ApprovalsConfig,
    private readonly assignments: AssignmentStore,
    private readonly db: Database,
  ) {
    super()
  }

  override async isInForce(): Promise<boolean> {
    const { fourEyes } = this.config
    if (fourEyes !== 'auto') return fourEyes === 'on'
    const owners = await this.assignments.lasting(this.db, OWNER.id)
    return owners.filter(({ canSignIn }) => canSignIn).length >= OWNERS_MIN
  }
}
