import type { CidBytes, CidKey } from '@guildhall/data'
import type { StoredFrame } from '@guildhall/firehose'
import type { CarBlock, MstNode } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import type { AccountStatus } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import type { PackedNodes } from './packed-nodes.js'
import type { Subject } from './write-job.js'

/** The present commit of a repository. */
export interface RepoHead {
  repoId: number
  did: Did
  /** CID of the commit block */
  commit: CidBytes
  /** CID of the tree's root node */
  data: CidBytes
  rev: string
  /** how often the state of its account has changed */
  stateChanges: number
  /** whether records that are replaced or deleted have to be kept */
  isHeld: boolean
}

/** A record as it is put into the table. */
export interface RecordPut {
  path: string
  cid: CidBytes
  content: Uint8Array
  rev: string
  /** raw-codec CIDs of the blobs it refers to */
  blobs: readonly CidBytes[]
  /** what it likes, follows, blocks or reposts, if it is such a record */
  subject?: string
}

/** One or more commits of one repository, to be stored by one statement. */
export interface CommitBatch {
  /** the state that the commits were made on */
  head: RepoHead
  next: { commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array }
  newNodes: readonly MstNode[]
  removedNodes: readonly CidKey[]
  puts: readonly RecordPut[]
  /** paths of records that are gone */
  deletes: readonly string[]
  /** whether records that existed before are replaced or deleted */
  replaces: boolean
  /** that no stored record may be about, or nothing is stored */
  unique: readonly Subject[]
  /** of a held repository: records that earlier commits of the batch put and later ones replaced or deleted */
  overtaken: readonly RecordPut[]
  /** one `#commit` event per commit, in order */
  events: readonly StoredFrame[]
}

/** A stored record. */
export interface StoredRecord {
  path: string
  cid: CidBytes
  content: Uint8Array
}

/** A stored record, with the revision that wrote it. */
export interface RevisedRecord extends StoredRecord {
  rev: string
}

/** Which records are asked for with {@link RepoStore.writtenAfter}. */
export interface WantedRecords {
  /** collections whose record keys rise with time, as TIDs do */
  readonly collections: readonly string[]
  /** paths of records that are wanted in any case */
  readonly always: readonly string[]
  /** records with the highest keys that are looked at in each collection */
  readonly window: number
}

/** What the proof of a record begins with and ends with; the tree is between them. */
export interface ProvableRecord {
  repoId: number
  commit: CarBlock
  /** CID of the tree's root node */
  data: CidBytes
  record: CarBlock | undefined
}

/** Where repositories are kept. */
export abstract class RepoStore {
  abstract head(did: Did): Promise<RepoHead | undefined>

  /** The present commit, and the status that the account has by its `stateChanges`. */
  abstract standing(did: Did): Promise<{ head: RepoHead; status: AccountStatus } | undefined>

  /** The nodes of that repository with these CIDs, in any order; absent and damaged ones are left out. */
  abstract nodes(repoId: number, keys: readonly CidKey[]): Promise<MstNode[]>

  /** Any nodes of that repository, at most `limit`: all of them when it is small. Damaged ones are left out. */
  abstract someNodes(repoId: number, limit: number): Promise<MstNode[]>

  /** All nodes of that repository, unless there are more than `limit`. What they hold is not looked at. */
  abstract allNodes(repoId: number, limit: number): Promise<PackedNodes | undefined>

  /**
   * Stores commits and announces them, in one statement and one transaction.
   * @returns false when the repository has meanwhile moved on from `batch.head`, the state of its account has changed, or
   * there is a record about something that shall be `unique`; nothing was changed then
   */
  abstract commit(batch: CommitBatch): Promise<boolean>

  /** Adds a repository that has a commit and an empty tree; returns its id. */
  abstract create(
    tx: Queryable,
    repo: { did: Did; commit: CidBytes; data: CidBytes; rev: string; commitBlock: Uint8Array },
    root: MstNode,
  ): Promise<number>

  /** A record that may be shown; taken-down ones are not found. */
  abstract record(did: Did, path: string): Promise<StoredRecord | undefined>

  /**
   * Records of a collection that may be shown, ordered by record key.
   * @param after record key that the page begins after, exclusive
   */
  abstract list(
    did: Did,
    collection: string,
    page: { limit: number; after?: string; ascending: boolean },
  ): Promise<StoredRecord[]>

  /**
   * Records that may be shown and were written after a revision, the newest first, together with those that are
   * wanted in any case. Nothing at all unless a record is found that is as old as the revision: it may be of a
   * time at which the repository was elsewhere.
   */
  abstract writtenAfter(did: Did, rev: string, wanted: WantedRecords): Promise<RevisedRecord[]>

  /** Names of the collections that have records, ascending. */
  abstract collections(did: Did): Promise<string[]>

  /** The present commit, and the record at a path if there is one, also one that may not be shown. */
  abstract provable(did: Did, path: string): Promise<ProvableRecord | undefined>

  /** Blobs that records refer to and that were not uploaded, each once, with `cid > after`, in the order of their CIDs. */
  abstract missingBlobs(
    did: Did,
    page: { after: Uint8Array; limit: number },
  ): Promise<{ cid: CidBytes; path: string }[]>

  /** Blocks of the present repository by CID: commit, tree nodes, records; absent ones are left out. */
  abstract blocks(did: Did, cids: readonly CidBytes[]): Promise<CarBlock[]>

  /** Paths in `collection` of records about `subject`. */
  abstract pathsAbout(repoId: number, collection: string, subject: string): Promise<string[]>
}
