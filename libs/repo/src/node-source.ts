import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { MissingNodes } from './missing-nodes.js'
import type { MstEntry, MstNode } from './mst-node.js'
import { EMPTY_NODE } from './node-encode.js'

/** Where nodes come from: a cache, or simply a Map. The empty tree need not be in it. */
export interface NodeSource {
  get(key: CidKey): MstNode | undefined
}

/** The node of a CID, if it is there. */
export function findNode(nodes: NodeSource, key: CidKey): MstNode | undefined {
  return nodes.get(key) ?? (key === EMPTY_NODE.key ? EMPTY_NODE : undefined)
}

/** @throws MissingNodes */
export function loadRoot(nodes: NodeSource, cid: CidBytes): MstNode {
  const key = cidKey(cid)
  const node = findNode(nodes, key)
  if (node === undefined) throw new MissingNodes([key])
  assertRoot(node)
  return node
}

/**
 * A node inside the tree.
 * @throws MissingNodes
 * @throws InvalidRepo when it is empty, which only a root can be
 */
export function loadSubtree(nodes: NodeSource, cid: CidBytes): MstNode {
  const key = cidKey(cid)
  const node = nodes.get(key)
  if (node === undefined) throw new MissingNodes([key])
  assertNotEmpty(node)
  return node
}

/** @throws InvalidRepo when it only leads to another one */
export function assertRoot(node: MstNode): void {
  if (node.entries.length === 0 && node.left !== null)
    throw new InvalidRepo('the root of a tree has no entry')
}

/** @throws InvalidRepo */
export function assertNotEmpty(node: MstNode): void {
  if (node.entries.length === 0 && node.left === null) throw new InvalidRepo('an empty node inside of a tree')
}

/** The index of the first entry, from `from` on, whose path is not before this one; their count when there is none. */
export function lowerBound(entries: readonly MstEntry[], path: string, from = 0): number {
  let low = from
  let high = entries.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle]!.path < path) low = middle + 1
    else high = middle
  }
  return low
}

/** The subtree before entry `gap`, or after the last entry. */
export function subtreeAt(node: MstNode, gap: number): CidBytes | null {
  return gap === 0 ? node.left : node.entries[gap - 1]!.right
}
