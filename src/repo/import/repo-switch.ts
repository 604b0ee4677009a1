import type { CidBytes } from '@guildhall/data'
import { encodeCar } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts } from '../../account/index.js'
import { UnitOfWork } from '../../database/index.js'
import { EventLog } from '../../sequencer/index.js'
import { RepoNotFound } from '../repo.errors.js'
import { ImportCommits } from './import-commits.js'
import { ImportAbandoned } from './import.errors.js'
import { type ImportPlace, ImportStore } from './import.store.js'

/**
 * Puts what was loaded in the place of what a repository holds: in one transaction, with a commit signed here and, if
 * the account is active, a `#sync` event. It takes a moment, however large the repository is; whoever writes to it
 * meanwhile waits, and goes on from the new commit.
 */
@Injectable()
export class RepoSwitch {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: ImportStore,
    private readonly accounts: Accounts,
    private readonly commits: ImportCommits,
    private readonly events: EventLog,
  ) {}

  /**
   * @param data the root of the tree that was loaded
   * @throws ImportAbandoned, RepoNotFound
   */
  async replace(did: Did, data: CidBytes, loaded: ImportPlace): Promise<void> {
    await this.work.run(async (tx) => {
      // In the order of all who change accounts and their repositories.
      const account = await this.accounts.lock(tx, did)
      if (!account) throw new RepoNotFound(did)
      const former = await this.store.lock(tx, did, loaded.importId)
      if (!former) throw new ImportAbandoned()
      let place = loaded
      if (former.rev >= loaded.rev) {
        // Somebody wrote meanwhile. Who has seen that must find that all of this came later.
        place = { ...loaded, rev: this.commits.revAfter(former.rev, loaded.rev) }
        await this.store.restamp(tx, place)
      }
      const { rev } = place
      const { cid, bytes } = await this.commits.sign(did, data, rev)
      await this.store.replace(tx, former, place, { commit: cid, data, commitBlock: bytes })
      if (account.status !== 'active') return
      await this.events.append(tx, [{ kind: 'sync', did, rev, blocks: encodeCar([cid], [{ cid, bytes }]) }])
    })
    this.events.wake()
  }
}
