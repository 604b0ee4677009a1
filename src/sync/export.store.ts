import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock, MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'

/** A record on its way into an export. */
export interface ExportedRecord extends CarBlock {
  path: string
}

/** One repository as it was at one moment, however long the reading takes. */
export interface RepoSnapshot {
  readonly commit: CarBlock
  /** CID of the tree's root node */
  readonly data: CidBytes
  nodes(keys: readonly CidKey[]): Promise<MstNode[]>
  /** Records with `path > after`, in path order, at most `limit`. */
  records(after: string, limit: number): Promise<ExportedRecord[]>
  /** CIDs that more than one record has. */
  sharedCids(): Promise<CidKey[]>
  /** Tree nodes that came with a revision later than `rev`, in pages by CID. */
  nodesSince(rev: string, after: CidBytes, limit: number): Promise<CarBlock[]>
  /** Records that came with a revision later than `rev`, in pages by path. */
  recordsSince(rev: string, after: string, limit: number): Promise<ExportedRecord[]>
}

/** A repository as listRepos shows it. */
export interface ListedRepo {
  did: Did
  head: CidBytes
  rev: string
  /** state of the account */
  status: string
  repoId: number
}

/** What mirrors read. */
export abstract class ExportStore {
  /** Runs `use` on a snapshot; undefined is passed when there is no such repository. */
  abstract snapshot<T>(did: Did, use: (repo: RepoSnapshot | undefined) => Promise<T>): Promise<T>

  /** Repositories in the order in which they were made. */
  abstract list(afterRepoId: number, limit: number): Promise<ListedRepo[]>

  /** Public repositories that have records of a collection, in the order in which they were made. */
  abstract listWith(
    collection: string,
    afterRepoId: number,
    limit: number,
  ): Promise<Pick<ListedRepo, 'did' | 'repoId'>[]>

  /**
   * Blobs that the records of a repository refer to, each once, ordered by CID; uploaded or not.
   * @param page `since`: only those of records that came later than that revision; `after`: a CID, exclusive
   */
  abstract blobs(
    did: Did,
    page: { since?: string | undefined; after: CidBytes; limit: number },
  ): Promise<CidBytes[]>
}
