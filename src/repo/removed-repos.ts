import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData, KNOWN_ELSEWHERE } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import { RepoLifeStore } from './repo-life.store.js'

/** Takes the repository of a deleted account away; its many rows follow later ({@link RemovedRepoRows}). */
@Injectable()
export class RemovedRepos extends AccountData {
  override readonly known = KNOWN_ELSEWHERE

  constructor(private readonly store: RepoLifeStore) {
    super()
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.remove(tx, did)
  }
}
