import { type CidKey, cidKey } from '@guildhall/data'
import type { RepoSnapshot } from './export.store.js'

/** Results of the latest reads of each kind that are kept while a tree is exported; about 5 MB, or all nodes. */
const READS_KEPT = 8

interface SharedTree {
  users: number
  readonly nodes: Map<string, Promise<unknown>>
  readonly records: Map<string, Promise<unknown>>
}

/**
 * Lets exports of one tree that run at the same time share what they read. A tree's CID stands for all that is in it,
 * so that whatever one export has read of it serves the others. Each keeps its own pace and its own snapshot: one that
 * falls behind, or whose companion left in the middle of a read, reads for itself.
 */
export class SharedSnapshots {
  readonly #trees = new Map<CidKey, SharedTree>()

  /** Runs `use` on a snapshot that shares its reads. */
  async use<T>(snapshot: RepoSnapshot, use: (repo: RepoSnapshot) => Promise<T>): Promise<T> {
    const key = cidKey(snapshot.data)
    const tree = this.#trees.get(key) ?? { users: 0, nodes: new Map(), records: new Map() }
    this.#trees.set(key, tree)
    tree.users++
    try {
      return await use(sharing(snapshot, tree))
    } finally {
      if (--tree.users === 0) this.#trees.delete(key)
    }
  }
}

function sharing(own: RepoSnapshot, tree: SharedTree): RepoSnapshot {
  return {
    commit: own.commit,
    data: own.data,
    allNodes: (limit) => shared(tree.nodes, `all ${limit}`, () => own.allNodes(limit)),
    // Exports of one tree ask for the same nodes in the same order.
    nodes: (keys) => shared(tree.nodes, `${keys.length} ${keys.join('')}`, () => own.nodes(keys)),
    records: (after, limits) =>
      shared(tree.records, `${limits.records} ${limits.bytes} ${after}`, () => own.records(after, limits)),
    nodesSince: (rev, keys) => own.nodesSince(rev, keys),
    recordsSince: (rev, paths, bytes) => own.recordsSince(rev, paths, bytes),
  }
}

function shared<R>(reads: Map<string, Promise<unknown>>, key: string, read: () => Promise<R>): Promise<R> {
  const present = reads.get(key) as Promise<R> | undefined
  if (present) return present.catch(read)
  const own = read()
  reads.set(key, own)
  own.catch(() => reads.delete(key))
  if (reads.size > READS_KEPT) reads.delete(reads.keys().next().value!)
  return own
}
