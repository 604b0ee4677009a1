import { Injectable } from '@nestjs/common'
import { Accounts } from '../account/index.js'
import { type Queryable, type Tx, UnitOfWork } from '../database/index.js'
import { WebIdentities } from '../identity/index.js'
import { Announcements } from './announcements.js'
import { type HandleClaim, HandleClaimStore } from './handle-claim.store.js'
import { HostedAccountNotFound } from './lifecycle.errors.js'

/** Makes a handle that an identity has the handle of its account. */
@Injectable()
export class HandleAdoption {
  constructor(
    private readonly work: UnitOfWork,
    private readonly accounts: Accounts,
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
      await this.#give(tx, claim)
      await this.web.rename(tx, did, handle)
      await this.claims.release(tx, claim)
      await this.announcements.identity(tx, did, handle)
      await step?.(tx)
    })
    this.accounts.changed(did)
    this.announcements.wake()
  }

  async #give(tx: Tx, { did, handle }: HandleClaim): Promise<void> {
    const account = await this.accounts.lock(tx, did)
    if (!account) throw new HostedAccountNotFound()
    if (account.handle !== handle) await this.accounts.change(tx, did, { handle })
  }
}
