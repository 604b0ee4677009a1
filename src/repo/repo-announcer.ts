import { encodeCar } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import type { EventInput } from '../sequencer/index.js'
import { RepoLifeStore } from './repo-life.store.js'

/** Tells where a repository stands. */
@Injectable()
export class RepoAnnouncer {
  constructor(private readonly store: RepoLifeStore) {}

  /**
   * The event `#sync` of a repository whose account changes its state. No commit is made until the caller's transaction
   * ends, and none that was admitted before goes through afterwards, so that the event stands where it belongs among
   * those of the commits.
   * @returns undefined when there is no such repository
   */
  async syncEvent(tx: Queryable, did: Did): Promise<EventInput | undefined> {
    const present = await this.store.fence(tx, did)
    if (!present) return undefined
    const { rev, commit } = present
    return { kind: 'sync', did, rev, blocks: encodeCar([commit.cid], [commit]) }
  }
}
