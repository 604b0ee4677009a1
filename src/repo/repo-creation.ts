import type { Signer } from '@guildhall/crypto'
import { encodeCar, EMPTY_NODE, signCommit } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import type { EventInput } from '../sequencer/index.js'
import { RepoStore } from './repo.store.js'
import { RevClock } from './rev-clock.js'

/** A repository that was just made. */
export interface CreatedRepo {
  repoId: number
  rev: string
  /** what to append to the event log when the account becomes visible: `#commit`, then `#sync` */
  events: EventInput[]
}

/** Makes the empty repository of a new account. */
@Injectable()
export class RepoCreation {
  constructor(
    private readonly store: RepoStore,
    private readonly revs: RevClock,
  ) {}

  /** Signs and stores the first commit, of an empty tree, inside the caller's transaction. */
  async createEmpty(tx: Queryable, did: Did, signer: Signer): Promise<CreatedRepo> {
    const rev = this.revs.next()
    const root = EMPTY_NODE
    const commit = signCommit({ did, rev, data: root.cid }, signer)
    const repoId = await this.store.create(
      tx,
      { did, commit: commit.cid, data: root.cid, rev, commitBlock: commit.bytes },
      root,
    )
    const created: EventInput = {
      kind: 'commit',
      did,
      rev,
      since: null,
      commit: commit.cid,
      blocks: encodeCar([commit.cid], [commit, root]),
      ops: [],
    }
    const sync: EventInput = { kind: 'sync', did, rev, blocks: encodeCar([commit.cid], [commit]) }
    return { repoId, rev, events: [created, sync] }
  }
}
