import type { Signer } from '@guildhall/crypto'
import { encodeCar, signCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { isTid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import type { EventInput } from '../../sequencer/index.js'
import { RevClock } from '../rev-clock.js'
import { RepairStore } from './repair.store.js'

/** Signs repositories with other keys. */
@Injectable()
export class RepoResigning {
  constructor(
    private readonly store: RepairStore,
    private readonly revs: RevClock,
  ) {}

  /**
   * Makes a commit of the same tree with another key, inside the caller's transaction; whoever writes to the
   * repository waits until it ends.
   * @returns the event `#sync` to append; nothing if the account is not active, or there is no such repository
   */
  async resign(tx: Queryable, did: Did, signer: Signer): Promise<EventInput[]> {
    const repo = await this.store.lock(tx, did)
    if (!repo) return []
    const { data } = repo
    const rev = this.revs.next(isTid(repo.rev) ? repo.rev : undefined)
    const commit = signCommit({ did, rev, data }, signer)
    await this.store.setHead(tx, repo.repoId, { commit: commit.cid, data, rev, commitBlock: commit.bytes })
    return repo.isActive ? [{ kind: 'sync', did, rev, blocks: encodeCar([commit.cid], [commit]) }] : []
  }
}
