import { createHash } from 'node:crypto'
import { cborCidBytes, type CidBytes, type CidKey, rawCidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { applyWrites, EMPTY_NODE, type MstNode, type RepoWrite } from '@guildhall/repo'
import type { Queryable } from '../../src/database/index.js'
import type { CommitBatch, RecordPut, RepoHead, RepoStore } from '../../src/repo/repo.store.js'

/** A record to be written; without a text, the record there is deleted. */
export interface SampleWrite {
  path: string
  text?: string
  blobs?: readonly CidBytes[]
  subject?: string
}

/** The block of a record with this text. */
export function blockOf(text: string): { cid: CidBytes; content: Buffer } {
  const content = Buffer.from(text)
  return { cid: cborCidBytes(content), content }
}

/** A CID of a blob. */
export function blobCid(text: string): CidBytes {
  return rawCidBytes(createHash('sha256').update(text).digest())
}

let made = 0

/** A repository whose tree is real, and whose commits, records and events are any bytes. */
export class SampleRepo {
  readonly #nodes = new Map<CidKey, MstNode>([[EMPTY_NODE.key, EMPTY_NODE]])
  readonly #paths = new Set<string>()

  private constructor(
    private readonly store: RepoStore,
    public head: RepoHead,
  ) {}

  /** Stores an empty one. */
  static async create(
    store: RepoStore,
    on: Queryable,
    did = `did:plc:sample${++made}` as Did,
  ): Promise<SampleRepo> {
    const first = { did, data: EMPTY_NODE.cid, rev: revOf(++made) }
    const { cid: commit, content: commitBlock } = blockOf(`commit ${first.rev}`)
    const repoId = await store.create(on, { ...first, commit, commitBlock }, EMPTY_NODE)
    return new SampleRepo(store, { ...first, repoId, commit, stateChanges: 0, isHeld: false })
  }

  get did(): Did {
    return this.head.did
  }

  /** All nodes of the present tree. */
  get nodes(): MstNode[] {
    return [...this.#nodes.values()]
  }

  /** A commit on the present state, not stored yet. */
  batch(writes: readonly SampleWrite[]): CommitBatch {
    const repoWrites = writes.map((write) => this.#repoWrite(write))
    const change = applyWrites(this.head.data, repoWrites, this.#nodes)
    const rev = revOf(++made)
    const { cid: commit, content: commitBlock } = blockOf(`commit ${rev}`)
    return {
      head: this.head,
      next: { commit, data: change.root, rev, commitBlock },
      newNodes: change.newNodes,
      removedNodes: change.removed,
      puts: writes.flatMap((write) => putOf(write, rev)),
      deletes: writes.filter(({ text }) => text === undefined).map(({ path }) => path),
      replaces: repoWrites.some(({ action }) => action !== 'create'),
      unique: [],
      overtaken: [],
      events: [{ frame: Buffer.from(`event ${rev}`), seqOffset: 3 }],
    }
  }

  /** Takes a stored commit for the present state. */
  moveOn({ next, newNodes, removedNodes, puts, deletes }: CommitBatch): void {
    const { commit, data, rev } = next
    this.head = { ...this.head, commit, data, rev }
    for (const node of newNodes) this.#nodes.set(node.key, node)
    for (const key of removedNodes) this.#nodes.delete(key)
    for (const { path } of puts) this.#paths.add(path)
    for (const path of deletes) this.#paths.delete(path)
  }

  /** Makes and stores a commit. */
  async commit(...writes: SampleWrite[]): Promise<CommitBatch> {
    const batch = this.batch(writes)
    if (!(await this.store.commit(batch))) throw new Error('the repository has moved on')
    this.moveOn(batch)
    return batch
  }

  #repoWrite({ path, text }: SampleWrite): RepoWrite {
    if (text === undefined) return { action: 'delete', path }
    return { action: this.#paths.has(path) ? 'update' : 'create', path, cid: blockOf(text).cid }
  }
}

function putOf({ path, text, blobs = [], subject }: SampleWrite, rev: string): RecordPut[] {
  if (text === undefined) return []
  return [{ path, ...blockOf(text), rev, blobs, ...(subject !== undefined && { subject }) }]
}

/** Revisions that rise as text. */
function revOf(count: number): string {
  return `rev-${String(count).padStart(6, '0')}`
}
