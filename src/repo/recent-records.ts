import { cborToJson, cidBytesToString } from '@guildhall/data'
import type { AtUri, Did, Tid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { DatabaseConfig } from '../database/index.js'
import { BoundedCache } from '../identity/index.js'
import { recordUri } from './record-uri.js'
import { RepoHeads } from './repo-heads.js'
import { RepoConfig } from './repo.config.js'
import { AccountNotActive } from './repo.errors.js'
import { RepoStore, type RevisedRecord, type WantedRecords } from './repo.store.js'

/** A record, and since when it is as it is. */
export interface RecentRecord {
  uri: AtUri
  cid: string
  /** the revision that wrote it */
  rev: Tid
  /** as JSON */
  value: Record<string, unknown>
}

/** A look-up that found nothing, which holds for as long as the repository does not change. */
interface Quiet {
  since: string
  head: string
  wanted: WantedRecords
}

/** What accounts have written lately, for those who know a repository up to some revision. */
@Injectable()
export class RecentRecords {
  readonly #quiet: BoundedCache<Did, Quiet>

  constructor(
    private readonly store: RepoStore,
    private readonly heads: RepoHeads,
    private readonly database: DatabaseConfig,
    config: RepoConfig,
  ) {
    this.#quiet = new BoundedCache(config.headCacheEntries)
  }

  /**
   * Records written after a revision, the newest first, together with those that are wanted in any case. Empty if
   * nothing of what is wanted was written since, and for accounts that are not active. Costs no query where the
   * repository is known to be at that revision.
   * @param wanted always the same object for the same wish
   */
  async since(did: Did, rev: string, wanted: WantedRecords): Promise<RecentRecord[]> {
    const head = await this.#headRev(did)
    if (head === undefined || head <= rev) return []
    const quiet = this.#quiet.get(did)
    if (quiet?.head === head && quiet.since === rev && quiet.wanted === wanted) return []
    const found = await this.store.writtenAfter(did, rev, wanted)
    if (found.some((record) => record.rev > rev)) return found.map((record) => recentOf(did, record))
    this.#quiet.set(did, { since: rev, head, wanted })
    return []
  }

  /** An embedded database is written by this process alone: what it remembers is what is there. */
  async #headRev(did: Did): Promise<string | undefined> {
    if (this.database.url !== undefined) return (await this.store.head(did))?.rev
    try {
      return (this.heads.guess(did) ?? (await this.heads.load(did)))?.rev
    } catch (error) {
      if (error instanceof AccountNotActive) return undefined
      throw error
    }
  }
}

function recentOf(did: Did, { path, cid, rev, content }: RevisedRecord): RecentRecord {
  return {
    uri: recordUri(did, path),
    cid: cidBytesToString(cid),
    rev: rev as Tid,
    value: cborToJson(content) as Record<string, unknown>,
  }
}
