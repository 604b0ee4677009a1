import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import { StandingRule } from '../../lifecycle/index.js'
import { OWNER } from '../../roles/index.js'
import { AssignmentStore } from './assignment.store.js'

/** Once there was an Owner who can sign in, there always is one, whatever becomes of accounts. */
@Injectable()
export class OwnersStay extends StandingRule {
  constructor(private readonly store: AssignmentStore) {
    super()
  }

  override async canDoWithout(tx: Queryable, did: Did): Promise<boolean> {
    const owners = await this.store.lasting(tx, OWNER.id)
    if (!owners.some((owner) => owner.did === did)) return true
    // Of two Owners who lock each other out at a time, the second one sees that.
    await this.store.lockAll(tx)
    return (await this.store.lasting(tx, OWNER.id)).some(({ canSignIn }) => canSignIn)
  }
}
