import type { Signer } from '@guildhall/crypto'
import { type Commit, encodeCar, signCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { EventLog } from '../../sequencer/index.js'
import { RepoHeads } from '../repo-heads.js'
import { RepoNotFound } from '../repo.errors.js'
import { RevClock } from '../rev-clock.js'
import { ArrivingTree } from './arriving-tree.js'
import { InvalidImport } from './import.errors.js'
import { ImportStore } from './import.store.js'

/** What takes the place of a repository's contents. */
export interface Replacement {
  importId: number
  did: Did
  /** the commit that arrived */
  commit: Commit
  /** blocks that arrived */
  blocks: number
  signer: Signer
  /** whether the change is announced */
  announced: boolean
}

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

  /** @throws InvalidImport when the tree or a record is not good, or blocks belong to neither; RepoNotFound */
  async replace(replacement: Replacement): Promise<void> {
    const { did, commit, signer, announced } = replacement
    await this.work.run(async (tx) => {
      const repo = await this.store.claim(tx, did)
      if (!repo) throw new RepoNotFound(did)
      const rev = this.revs.next(repo.rev > commit.rev ? repo.rev : commit.rev)
      const tree = new ArrivingTree(this.store, tx, {
        importId: replacement.importId,
        repoId: repo.repoId,
        rev,
      })
      await tree.settle(commit.data)
      const signed = signCommit({ did, rev, data: commit.data }, signer)
      const next = { commit: signed.cid, data: commit.data, rev, commitBlock: signed.bytes }
      const records = await this.store.finish(tx, repo, next)
      // The commit, each node, each different record.
      if (replacement.blocks > 1 + tree.nodes + records) {
        throw new InvalidImport('the file has blocks that do not belong to the repository')
      }
      if (!announced) return
      await this.events.append(tx, [{ kind: 'sync', did, rev, blocks: encodeCar([signed.cid], [signed]) }])
    })
    this.heads.forget(did)
    if (announced) this.events.wake()
  }
}
