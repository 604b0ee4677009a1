import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AdminRanks } from '../../auth/index.js'
import { factsOf } from '../../roles/index.js'
import { AssignmentStore } from '../roles/assignment.store.js'
import { Clock } from '../../telemetry/index.js'

/** How high members rank who administer. */
@Injectable()
export class RankOf extends AdminRanks {
  constructor(
    private readonly assignments: AssignmentStore,
    private readonly clock: Clock,
  ) {
    super()
  }

  /** The priority of the highest role that a member has, if only for one domain; 0 where there is none. */
  override async of(did: Did): Promise<number> {
    const held = await this.assignments.heldBy(did, new Date(this.clock.nowMs()))
    return Math.max(0, ...held.map((one) => factsOf(one)?.priority ?? 0))
  }

  /** The priority of the highest role of all who sign in with a connection; 0 where nobody of them has one. */
  async highestThrough(connectionId: string): Promise<number> {
    const dids = await this.assignments.administratorsThrough(connectionId)
    return Math.max(0, ...(await Promise.all(dids.map((did) => this.of(did)))))
  }
}
