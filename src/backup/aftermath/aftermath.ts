import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { MovedAccounts } from './moved-accounts.js'
import { type Restoration, RestorationStore } from './restoration.store.js'
import { ReturnedAccount } from './returned-account.js'

/** Accounts whose identities are looked up together. */
const BATCH = 16

/** What is left to do for the accounts of a restored backup, one after the other; it may be interrupted, and goes on. */
@Injectable()
export class Aftermath {
  constructor(
    private readonly restorations: RestorationStore,
    private readonly accounts: Accounts,
    private readonly moved: MovedAccounts,
    private readonly returned: ReturnedAccount,
    private readonly work: UnitOfWork,
  ) {}

  /** @param isOver whether to stop; the rest is done another time @returns whether nothing is left */
  async run(restoration: Restoration, isOver: () => boolean): Promise<boolean> {
    for (let after = restoration.lastDid; ;) {
      const batch = await this.accounts.search(undefined, after, BATCH)
      const elsewhere = await Promise.all(
        batch.map(({ did }) => this.moved.isElsewhere(did, restoration.publicUrl)),
      )
      for (const [i, { did }] of batch.entries()) {
        if (isOver()) return false
        await this.#account(restoration, did, elsewhere[i]!)
        after = did
      }
      this.returned.wake()
      if (batch.length < BATCH) return true
    }
  }

  async #account({ id, endsSessions }: Restoration, did: Did, isElsewhere: boolean): Promise<void> {
    if (isElsewhere) await this.moved.retire(did)
    await this.work.run(async (tx) => {
      if (endsSessions) await this.returned.endSessions(tx, did)
      if (!isElsewhere) await this.returned.announce(tx, did)
      await this.restorations.advance(tx, id, did, isElsewhere ? 'movedAway' : 'announced')
    })
  }
}
