import type { CidBytes, CidKey } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { MissingNodes } from './missing-nodes.js'
import type { MstNode } from './mst-node.js'
import { MutableTree } from './mutable-tree.js'
import type { NodeSource } from './node-source.js'
import type { RepoOp, RepoWrite } from './repo-write.js'
import { coveringProof, missingForPaths } from './tree-reads.js'

/** What writes did to a tree. */
export interface TreeChange {
  /** The new root. */
  root: CidBytes
  /** The net effect, one operation for each path, in the order of the first write to it. */
  ops: RepoOp[]
  /** The nodes of the new tree that the old one does not have. Root first. */
  newNodes: MstNode[]
  /** The nodes of the old tree that the new one does not have. */
  removed: CidKey[]
  /**
   * The nodes of the new tree from which `ops` can be undone to the old root by one who has nothing else (Sync 1.1,
   * "operation inversion"): all new nodes and some old ones. Root first.
   */
  proof: MstNode[]
}

/** A path that was written, before all writes and after them. */
interface Net {
  before: CidBytes | null
  after: CidBytes | null
}

/**
 * Applies writes in their order, as one commit. Each write must be possible after those before it; several writes to
 * one path are told as one operation (create and update: create; delete and create: update; create and delete: none),
 * because consumers of the firehose refuse a commit that names a path twice.
 * @param root the tree to change
 * @throws MissingNodes with all nodes that can be named now
 * @throws PathExists for a create where there is a record
 * @throws PathMissing for an update or delete where there is none
 * @throws InvalidRepo for a path that is none, and a create or update without a record
 * @throws NodeTooLarge when a node would grow beyond NODE_MAX_ENTRIES or NODE_MAX_BYTES
 */
export function applyWrites(root: CidBytes, writes: readonly RepoWrite[], nodes: NodeSource): TreeChange {
  try {
    return change(root, writes, nodes)
  } catch (error) {
    if (!(error instanceof MissingNodes)) throw error
    const paths = writes.map(({ path }) => path)
    throw new MissingNodes([...new Set([...error.keys, ...missingForPaths(root, paths, nodes)])])
  }
}

function change(root: CidBytes, writes: readonly RepoWrite[], nodes: NodeSource): TreeChange {
  const tree = new MutableTree(root, nodes)
  const nets = new Map<string, Net>()
  for (let i = 0; i < writes.length; i++) apply(tree, writes[i]!, nets)
  const encoded = tree.encode().reverse()
  const now = new Map<CidKey, MstNode>()
  for (const node of encoded) now.set(node.key, node)
  const before = new Set<CidKey>()
  for (const node of tree.opened) before.add(node.key)
  const removed: CidKey[] = []
  for (const key of before) if (!now.has(key)) removed.push(key)
  const { ops, paths, created } = netOps(nets)
  const source: NodeSource = { get: (key) => now.get(key) ?? nodes.get(key) }
  return {
    root: encoded[0]!.cid,
    ops,
    newNodes: encoded.filter((node) => !before.has(node.key)),
    removed,
    proof: coveringProof(encoded[0]!, paths, created, source),
  }
}

function apply(tree: MutableTree, { action, path, cid }: RepoWrite, nets: Map<string, Net>): void {
  let before: CidBytes | null = null
  let after: CidBytes | null = null
  if (action === 'delete') {
    before = tree.delete(path)
  } else {
    if (cid === undefined) throw new InvalidRepo(`a ${action} without a record`)
    after = cid
    if (action === 'create') tree.create(path, cid)
    else before = tree.update(path, cid)
  }
  const net = nets.get(path)
  if (net === undefined) nets.set(path, { before, after })
  else net.after = after
}

function netOps(nets: Map<string, Net>): { ops: RepoOp[]; paths: string[]; created: Set<string> } {
  const ops: RepoOp[] = []
  const paths: string[] = []
  const created = new Set<string>()
  for (const [path, { before, after }] of nets) {
    if (before === null && after === null) continue
    paths.push(path)
    if (before === null) {
      created.add(path)
      ops.push({ action: 'create', path, cid: after })
    } else if (after === null) {
      ops.push({ action: 'delete', path, cid: null, prev: before })
    } else {
      ops.push({ action: 'update', path, cid: after, prev: before })
    }
  }
  return { ops, paths, created }
}
