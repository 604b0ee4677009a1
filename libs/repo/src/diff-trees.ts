import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import { MissingNodes } from './missing-nodes.js'
import type { MstNode } from './mst-node.js'
import { findNode } from './node-source.js'
import type { NodeSource } from './node-source.js'
import type { RepoOp } from './repo-write.js'
import { keyLayer } from './repo-path.js'
import { TreeCursor } from './tree-cursor.js'
import type { TreeStep } from './tree-cursor.js'

/** What one tree has that the other has not. */
export interface TreeDifference {
  /** What leads from the old tree to the new one, in the order of the paths. */
  ops: RepoOp[]
  /** The nodes of the new tree that the old one does not have. Parents before children. */
  newNodes: MstNode[]
  /** The nodes of the old tree that the new one does not have. */
  removed: CidKey[]
}

/** One of the two trees, and where we are in it. */
interface Side {
  cursor: TreeCursor
  rootLayer: number
  entered: Map<CidKey, MstNode>
}

/**
 * Compares two trees. Subtrees that both have are not looked into.
 * @throws MissingNodes
 * @throws InvalidRepo
 */
export function diffTrees(oldRoot: CidBytes, newRoot: CidBytes, nodes: NodeSource): TreeDifference {
  const before = startSide(oldRoot, nodes)
  const after = startSide(newRoot, nodes)
  const ops: RepoOp[] = []
  while (true) {
    const a = before.cursor.current
    const b = after.cursor.current
    if (a === undefined && b === undefined) break
    if (isSubtree(a) && isSubtree(b) && cidKey(a.subtree) === cidKey(b.subtree)) {
      before.cursor.skip()
      after.cursor.skip()
    } else if (isSubtree(a) && layerOf(before, a) >= layerOf(after, b)) {
      enter(before, a.subtree, nodes)
    } else if (isSubtree(b)) {
      enter(after, b.subtree, nodes)
    } else {
      compareLeaves(before, after, ops)
    }
  }
  return {
    ops,
    newNodes: [...after.entered.values()].filter(({ key }) => !before.entered.has(key)),
    removed: [...before.entered.keys()].filter((key) => !after.entered.has(key)),
  }
}

function startSide(root: CidBytes, nodes: NodeSource): Side {
  const key = cidKey(root)
  const first = findNode(nodes, key)?.entries[0]
  return { cursor: new TreeCursor(root), rootLayer: first ? keyLayer(first.path) : 0, entered: new Map() }
}

function isSubtree(step: TreeStep | undefined): step is TreeStep & { subtree: CidBytes } {
  return step !== undefined && 'subtree' in step
}

/** The layer of a subtree; of anything else one below all. */
function layerOf(side: Side, step: TreeStep | undefined): number {
  return isSubtree(step) && 'depth' in step ? side.rootLayer - step.depth : Number.NEGATIVE_INFINITY
}

function enter(side: Side, subtree: CidBytes, nodes: NodeSource): void {
  const key = cidKey(subtree)
  const node = findNode(nodes, key)
  if (node === undefined) throw new MissingNodes([key])
  side.entered.set(key, node)
  side.cursor.enter(node)
}

/** Both sides are at a leaf, or one is at its end. */
function compareLeaves(before: Side, after: Side, ops: RepoOp[]): void {
  const a = leafOf(before)
  const b = leafOf(after)
  if (a !== undefined && (b === undefined || a.path < b.path)) {
    ops.push({ action: 'delete', path: a.path, cid: null, prev: a.cid })
    before.cursor.skip()
  } else if (b !== undefined && (a === undefined || b.path < a.path)) {
    ops.push({ action: 'create', path: b.path, cid: b.cid })
    after.cursor.skip()
  } else if (a !== undefined && b !== undefined) {
    if (cidKey(a.cid) !== cidKey(b.cid)) ops.push({ action: 'update', path: a.path, cid: b.cid, prev: a.cid })
    before.cursor.skip()
    after.cursor.skip()
  }
}

function leafOf(side: Side): { path: string; cid: CidBytes } | undefined {
  const step = side.cursor.current
  return step !== undefined && 'leaf' in step ? step.leaf : undefined
}
