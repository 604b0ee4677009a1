import type { CidBytes, CidKey } from '@guildhall/data'
import type { CarBlock, LinkedNode, MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { PackedNodes } from '../repo/index.js'

/** A record on its way into an export. */
export interface ExportedRecord extends CarBlock {
  path: string
}

/** Records that follow each other, packed: a repository has many small ones, and each row and object costs. */
export interface RecordPage {
  /** CID and content of each record, one after another. */
  readonly blocks: Uint8Array
  /** Bytes of each record's content. */
  readonly sizes: readonly number[]
  /** Path of the last record; undefined when there is none. */
  readonly last: string | undefined
}

/** How large a page of records may become; a record that is larger by itself still comes. */
export interface PageLimits {
  records: number
  bytes: number
}

/** One repository as it was at one moment, however long the reading takes. */
export interface RepoSnapshot {
  readonly commit: CarBlock
  /** CID of the tree's root node */
  readonly data: CidBytes
  /** All nodes, unless there are more than `limit`. */
  allNodes(limit: number): Promise<PackedNodes | undefined>
  /** Those of the nodes that are there, in any order. */
  nodes(keys: readonly CidKey[]): Promise<LinkedNode[]>
  /** Records with `path > after`, in path order. */
  records(after: string, limits: PageLimits): Promise<RecordPage>
  /** Those of the nodes that came with a revision later than `rev`, in any order. */
  nodesSince(rev: string, keys: readonly CidKey[]): Promise<MstNode[]>
  /**
   * Those of the records that came with a revision later than `rev`, in path order: as many of the first ones as come
   * to `bytes`, so that less than that is all there are.
   */
  recordsSince(rev: string, paths: readonly string[], bytes: number): Promise<ExportedRecord[]>
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
