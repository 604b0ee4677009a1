import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { CacheUse } from '../telemetry/index.js'
import { RepoConfig } from './repo.config.js'
import { AccountNotActive } from './repo.errors.js'
import { type RepoHead, RepoStore } from './repo.store.js'

/**
 * Current commits for the write path. An entry may be stale when another node wrote; the commit statement finds
 * that out, so an entry is a guess that saves a query, never a truth.
 */
@Injectable()
export class RepoHeads {
  readonly #heads = new Map<Did, RepoHead>()
  #hits = 0
  #misses = 0

  constructor(
    private readonly store: RepoStore,
    private readonly config: RepoConfig,
  ) {}

  /** The head as last seen by this node, if it is remembered. */
  guess(did: Did): RepoHead | undefined {
    const head = this.#heads.get(did)
    if (head) this.#hits++
    else this.#misses++
    return head
  }

  /** How the heads in memory fare. */
  get cacheUse(): CacheUse {
    return { hits: this.#hits, misses: this.#misses, size: this.#heads.size }
  }

  /**
   * The head as it is in the database.
   * @throws AccountNotActive: nobody may write to it then
   */
  async load(did: Did): Promise<RepoHead | undefined> {
    this.forget(did)
    const standing = await this.store.standing(did)
    if (!standing) return undefined
    if (standing.status !== 'active') throw new AccountNotActive(standing.status)
    const known = this.#heads.get(did)
    // A commit that was stored meanwhile is newer than what was read.
    if (known && known.rev > standing.head.rev) return known
    this.remember(standing.head)
    return standing.head
  }

  remember(head: RepoHead): void {
    this.#heads.delete(head.did)
    this.#heads.set(head.did, head)
    if (this.#heads.size > this.config.headCacheEntries) this.forget(this.#heads.keys().next().value!)
  }

  forget(did: Did): void {
    this.#heads.delete(did)
  }
}
