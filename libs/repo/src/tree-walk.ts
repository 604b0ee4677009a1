import type { CidBytes } from '@guildhall/data'
import type { MstEntry, MstNode } from './mst-node.js'
import { findNode } from './node-source.js'
import type { NodeSource } from './node-source.js'
import { cidKey } from '@guildhall/data'
import { MissingNodes } from './missing-nodes.js'
import { TreeCursor } from './tree-cursor.js'
import type { WalkOptions } from './tree-cursor.js'

/** How much there is in a tree. */
export interface TreeSize {
  nodes: number
  leaves: number
}

/** A node of the tree, or a leaf. */
export type TreeItem = { node: MstNode } | { leaf: MstEntry }

/**
 * A whole tree in its order: each node before what is below it, leaves in the order of their paths.
 * @throws MissingNodes while iterating
 * @throws InvalidRepo while iterating
 */
export function* walkTree(root: CidBytes, nodes: NodeSource, options?: WalkOptions): Generator<TreeItem> {
  const cursor = new TreeCursor(root, options)
  for (let step = cursor.current; step !== undefined; step = cursor.current) {
    if ('leaf' in step) {
      cursor.skip()
      yield { leaf: step.leaf }
    } else {
      const key = cidKey(step.subtree)
      const node = findNode(nodes, key)
      if (node === undefined) throw new MissingNodes([key])
      cursor.enter(node)
      yield { node }
    }
  }
}

/**
 * Checks that a tree is the one and only tree of its leaves, so that writes to it give what they would give anywhere.
 * Takes about 2 µs for each leaf; exportTree and walkTree do the same piece by piece with `isValidated`.
 * @throws InvalidRepo when it is not
 * @throws MissingNodes
 */
export function validateTree(root: CidBytes, nodes: NodeSource): TreeSize {
  const size = { nodes: 0, leaves: 0 }
  for (const item of walkTree(root, nodes, { isValidated: true })) {
    if ('leaf' in item) size.leaves++
    else size.nodes++
  }
  return size
}
