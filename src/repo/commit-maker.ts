import { type CidBytes, cidKey, type CidKey } from '@guildhall/data'
import type { Signer } from '@guildhall/crypto'
import {
  applyWrites,
  encodeCar,
  findInTree,
  type MstNode,
  type NodeSource,
  NodeTooLarge,
  PathExists,
  PathMissing,
  signCommit,
  type TreeChange,
} from '@guildhall/repo'
import type { StoredFrame } from '@guildhall/firehose'
import { encodeEvent } from '../sequencer/index.js'
import { Refusal } from '../refusal.js'
import { InvalidWrite } from './repo.errors.js'
import type { CommitBatch, RecordPut, RepoHead } from './repo.store.js'
import type { CommitResult, PlannedWrite, RepoView, Subject, WriteJob } from './write-job.js'

/** Largest sum of blocks in one `#commit` message (com.atproto.sync.subscribeRepos#commit.blocks). */
export const COMMIT_BLOCKS_BYTES_MAX = 2_000_000

/** What comes of a job: its commit, undefined when there was nothing to do, or why it was refused. */
export type Outcome = { result: CommitResult | undefined } | { refusal: unknown }

/** What the making of commits needs from outside. */
export interface CommitTools {
  nodes: NodeSource
  signer: Signer
  /** a revision later than `previous` */
  nextRev(previous: string): string
  nowIso(): string
}

/**
 * Makes the commits of several jobs of one repository one after another in memory, and what has to be stored for
 * all of them together. Pure apart from `tools`; throws MissingNodes when a tree node is not in memory.
 */
export class CommitMaker {
  #commit: CidBytes
  #data: CidBytes
  #rev: string
  #commitBlock: Uint8Array | undefined
  readonly #added = new Map<CidKey, MstNode>()
  readonly #removed = new Set<CidKey>()
  /** nodes of `#added` that are in the table already */
  readonly #returned = new Set<CidKey>()
  readonly #puts = new Map<string, RecordPut>()
  readonly #deletes = new Set<string>()
  /** of a held repository: what no table will ever have had */
  readonly #overtaken: RecordPut[] = []
  readonly #events: StoredFrame[] = []
  /** paths written by earlier jobs of the batch, by collection and subject */
  readonly #subjects = new Map<string, string[]>()
  /** taken for new without a look into the table */
  readonly #unique: Subject[] = []
  #replaces = false
  readonly #nodes: NodeSource

  constructor(
    private readonly head: RepoHead,
    private readonly tools: CommitTools,
  ) {
    this.#commit = head.commit
    this.#data = head.data
    this.#rev = head.rev
    this.#nodes = { get: (key) => this.#added.get(key) ?? tools.nodes.get(key) }
  }

  /**
   * Plans and commits one job.
   * @param stored the paths about its subject that the table knows; undefined for what was not looked up: then the batch is
   * only good if there are none
   */
  make(job: WriteJob, stored: readonly string[] | undefined): Outcome {
    let writes: PlannedWrite[]
    let change: TreeChange
    try {
      writes = job.plan(this.#view(job, stored))
      if (writes.length === 0) return { result: undefined }
      change = applyWrites(this.#data, writes, this.#nodes)
    } catch (error) {
      return { refusal: asRefusal(error) }
    }
    const outcome = this.#commitChange(writes, change)
    if (job.about && !stored && 'result' in outcome) this.#unique.push(job.about)
    return outcome
  }

  /** What to store; undefined when no job led to a commit. */
  batch(): CommitBatch | undefined {
    if (!this.#commitBlock) return undefined
    return {
      head: this.head,
      next: { commit: this.#commit, data: this.#data, rev: this.#rev, commitBlock: this.#commitBlock },
      newNodes: [...this.#added.values()],
      removedNodes: [...this.#removed],
      puts: [...this.#puts.values()],
      deletes: [...this.#deletes],
      replaces: this.#replaces,
      unique: this.#unique,
      overtaken: this.#overtaken,
      events: this.#events,
    }
  }

  #view(job: WriteJob, stored: readonly string[] = []): RepoView {
    const find = (path: string) => findInTree(this.#data, path, this.#nodes)
    const recent = job.about ? this.#subjects.get(subjectKey(job.about)) : undefined
    const candidates = recent ? [...new Set([...stored, ...recent])] : stored
    return { commit: this.#commit, rev: this.#rev, find, duplicates: candidates.filter((path) => find(path)) }
  }

  #commitChange(writes: readonly PlannedWrite[], change: TreeChange): Outcome {
    const rev = this.tools.nextRev(this.#rev)
    const commit = signCommit({ did: this.head.did, rev, data: change.root }, this.tools.signer)
    const blocks = commitBlocks(commit, writes, change)
    let size = 0
    for (const block of blocks) size += block.bytes.length
    if (size > COMMIT_BLOCKS_BYTES_MAX) {
      return { refusal: new InvalidWrite('Too many writes. Max event size: 2MB') }
    }
    this.#events.push(
      encodeEvent(
        {
          kind: 'commit',
          did: this.head.did,
          rev,
          since: this.#rev,
          commit: commit.cid,
          blocks: encodeCar([commit.cid], blocks),
          ops: change.ops,
          prevData: this.#data,
        },
        this.tools.nowIso(),
      ),
    )
    this.#keep(writes, change, rev)
    this.#commit = commit.cid
    this.#commitBlock = commit.bytes
    this.#data = change.root
    this.#rev = rev
    return { result: { cid: commit.cid, rev } }
  }

  #keep(writes: readonly PlannedWrite[], change: TreeChange, rev: string): void {
    for (const node of change.newNodes) {
      // A node that an earlier commit of the batch dropped and this one brings back never leaves the table, but is as
      // new as this commit: who has the repository of the commit between them does not have it.
      if (this.#removed.delete(node.key)) this.#returned.add(node.key)
      this.#added.set(node.key, node)
    }
    for (const key of change.removed) {
      // A node that only an earlier commit of the batch added was never in the table.
      if (!this.#added.delete(key) || this.#returned.delete(key)) this.#removed.add(key)
    }
    for (const write of writes) this.#keepRecord(write, rev)
  }

  #keepRecord({ action, path, record }: PlannedWrite, rev: string): void {
    if (action !== 'create') this.#replaces = true
    const former = this.head.isHeld ? this.#puts.get(path) : undefined
    if (former) this.#overtaken.push(former)
    if (!record) {
      this.#puts.delete(path)
      this.#deletes.add(path)
      return
    }
    this.#deletes.delete(path)
    this.#puts.set(path, {
      path,
      cid: record.cid,
      content: record.bytes,
      rev,
      blobs: record.blobs.map((blob) => blob.ref.bytes),
      ...(record.subject !== undefined && { subject: record.subject }),
    })
    if (record.subject !== undefined) {
      const key = subjectKey({ collection: record.collection, subject: record.subject })
      this.#subjects.set(key, [...(this.#subjects.get(key) ?? []), path])
    }
  }
}

function subjectKey({ collection, subject }: Subject): string {
  return `${collection} ${subject}`
}

/** The blocks of a `#commit` message: the commit first, then tree nodes, then records. */
function commitBlocks(
  commit: { cid: CidBytes; bytes: Uint8Array },
  writes: readonly PlannedWrite[],
  change: TreeChange,
): { cid: CidBytes; bytes: Uint8Array }[] {
  const nodes = new Map<CidKey, MstNode>()
  for (const node of change.newNodes) nodes.set(node.key, node)
  for (const node of change.proof) nodes.set(node.key, node)
  // Two paths may hold equal records; a block is sent once.
  const records = new Map<CidKey, { cid: CidBytes; bytes: Uint8Array }>()
  for (const { record } of writes) {
    if (record) records.set(cidKey(record.cid), record)
  }
  return [commit, ...nodes.values(), ...records.values()]
}

function asRefusal(error: unknown): unknown {
  if (error instanceof PathExists) return new InvalidWrite(`There is already a record at ${error.path}`)
  if (error instanceof PathMissing) return new InvalidWrite(`There is no record at ${error.path}`)
  if (error instanceof NodeTooLarge)
    return new InvalidWrite('The record keys of this repository are too much alike')
  if (error instanceof Refusal) return error
  throw error
}
