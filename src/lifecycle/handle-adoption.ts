import { Injectable } from '@nestjs/common'
import { type Queryable, UnitOfWork } from '../database/index.js'
import { WebIdentities } from '../identity/index.js'
import { Announcements } from './announcements.js'
import { HandleAssignment } from './handle-assignment.js'
import { type HandleClaim, HandleClaimStore } from './handle-claim.store.js'

/** Makes a handle that an identity has the handle of its account. */
@Injectable()
export class HandleAdoption {
  constructor(
    private readonly work: UnitOfWork,
    private readonly assignment: HandleAssignment,
    private readonly web: WebIdentities,
    private readonly claims: HandleClaimStore,
    private readonly announcements: Announcements,
  ) {}

  /**
   * Account, document of a did:web that is hosted here, announcement and the end of the claim: one transaction.
   * @param step more work for it, done last
   * @throws {HostedAccountNotFound | HandleTaken}
   */
  async adopt(claim: HandleClaim, step?: (tx: Queryable) => Promise<void>): Promise<void> {
    const { did, handle } = claim
    await this.work.run(async (tx) => {
      await this.assignment.assign(tx, claim)
      await this.web.rename(tx, did, handle)
      await this.claims.release(tx, claim)
      await this.announcements.identity(tx, did, handle)
      await step?.(tx)
    })
    this.assignment.settled(claim)
    this.announcements.wake()
  }
}
