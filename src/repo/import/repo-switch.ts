import type { Signer } from '@guildhall/crypto'
import { encodeCar, signCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { type Tx, UnitOfWork } from '../../database/index.js'
import { EventLog } from '../../sequencer/index.js'
import { RepoHeads } from '../repo-heads.js'
import { RepoNotFound } from '../repo.errors.js'
import { RevClock } from '../rev-clock.js'
import { ImportLost, ImportOvertaken, ImportTooLarge, InvalidImport } from './import.errors.js'
import { type Arrived, type ImportPlace, ImportStore } from './import.store.js'

/**
 * Puts what has arrived in the place of what a repository holds: in one transaction, with a commit signed here and, if
 * the account is active, a `#sync` event. Until it is committed everybody sees the repository as it was; whoever writes
 * to it meanwhile waits, and goes on from the new commit.
 */
@Injectable()
export class RepoSwitch {
  constructor(
    private readonly work: UnitOfWork,
    private readonly store: ImportStore,
    private readonly revs: RevClock,
    private readonly heads: RepoHeads,
    private readonly events: EventLog,
  ) {}

  /**
   * @param options `isLate` when whoever sent the file does not wait any more: what was written since it had arrived, or
   * was imported since, is newer then and stays
   * @throws InvalidImport | ImportTooLarge for what shows only in the whole; ImportLost; ImportOvertaken; RepoNotFound
   */
  async replace(importId: number, did: Did, signer: Signer, { isLate = false } = {}): Promise<void> {
    const isAnnounced = await this.work.run(async (tx) => {
      const arrived = await this.store.hold(tx, importId)
      if (!arrived) throw new ImportLost()
      const { data } = arrived
      const repo = await this.store.claim(tx, did)
      if (!repo) throw new RepoNotFound(did)
      if (isLate && repo.rev !== arrived.formerRev) throw new ImportOvertaken()
      const rev = this.revs.next(repo.rev > arrived.rev ? repo.rev : arrived.rev)
      await this.#settle(tx, { importId, repoId: repo.repoId, rev }, arrived)
      const signed = signCommit({ did, rev, data }, signer)
      const next = { commit: signed.cid, data, rev, commitBlock: signed.bytes }
      await this.store.finish(tx, importId, repo, next)
      if (!(await this.store.isActive(tx, did))) return false
      await this.events.append(tx, [{ kind: 'sync', did, rev, blocks: encodeCar([signed.cid], [signed]) }])
      return true
    })
    this.heads.forget(did)
    if (isAnnounced) this.events.wake()
  }

  async #settle(tx: Tx, place: ImportPlace, arrived: Arrived): Promise<void> {
    const { nodes, records } = await this.store.settle(tx, place)
    // Each row was checked when it came, so it is enough that all of them are still there.
    if (nodes !== arrived.nodes || records !== arrived.records) throw new ImportLost()
    if (arrived.repeated > 0) {
      const { found, bytes } = await this.store.repeated(tx, place)
      if (found < arrived.repeated) throw new InvalidImport('Could not find a record of the tree in the file')
      if (bytes > arrived.recordBytesLeft) throw new ImportTooLarge('the records are too large together')
      await this.store.settleRepeated(tx, place)
    }
    if (arrived.loose > 0 && (await this.store.hasSurplus(tx, place, arrived.root))) {
      throw new InvalidImport('the file has blocks that do not belong to the repository')
    }
  }
}
