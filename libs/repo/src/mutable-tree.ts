import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { MutableNode } from './mutable-node.js'
import type { Subtree } from './mutable-node.js'
import type { MstEntry, MstNode } from './mst-node.js'
import { EMPTY_NODE } from './node-encode.js'
import { loadRoot, loadSubtree, lowerBound } from './node-source.js'
import type { NodeSource } from './node-source.js'
import { PathExists } from './path-exists.js'
import { PathMissing } from './path-missing.js'
import { assertRepoPath, keyLayer } from './repo-path.js'

/**
 * A tree to which writes are applied one after another. Only the nodes that a write touches are opened; encode() makes
 * immutable nodes of them once, after the last write. When a method throws MissingNodes, the tree is half changed:
 * throw it away and begin again.
 */
export class MutableTree {
  /** The nodes that were opened, those still in the tree and those no longer. */
  readonly opened: MstNode[] = []
  private root: MutableNode | null

  /**
   * @throws MissingNodes
   * @throws InvalidRepo
   */
  constructor(
    root: CidBytes,
    private readonly nodes: NodeSource,
  ) {
    const node = loadRoot(nodes, root)
    this.opened.push(node)
    const first = node.entries[0]
    this.root = first === undefined ? null : MutableNode.open(node, keyLayer(first.path))
  }

  /**
   * Puts in a leaf.
   * @throws PathExists | MissingNodes | InvalidRepo
   */
  create(path: string, cid: CidBytes): void {
    assertRepoPath(path)
    const layer = keyLayer(path)
    const leaf: MstEntry = { path, cid, right: null }
    const root = this.root
    if (root === null) {
      this.root = new MutableNode(layer, [leaf], [null, null])
    } else if (layer <= root.layer) {
      this.insert(root, leaf, layer)
    } else {
      const [left, right] = this.splitNode(root, path)
      const halves = [lift(left, root.layer, layer - 1), lift(right, root.layer, layer - 1)]
      this.root = new MutableNode(layer, [leaf], halves)
    }
  }

  /**
   * Changes the record of a leaf and returns the one it had.
   * @throws PathMissing | MissingNodes | InvalidRepo
   */
  update(path: string, cid: CidBytes): CidBytes {
    let node = this.root
    while (node !== null) {
      const i = lowerBound(node.entries, path)
      const entry = node.entries[i]
      if (entry !== undefined && entry.path === path) {
        node.entries[i] = { path, cid, right: entry.right }
        return entry.cid
      }
      node = this.openAt(node, i)
    }
    throw new PathMissing(path)
  }

  /**
   * Takes out a leaf and returns its record.
   * @throws PathMissing | MissingNodes | InvalidRepo
   */
  delete(path: string): CidBytes {
    const above: MutableNode[] = []
    const gaps: number[] = []
    let node = this.root
    while (node !== null) {
      const i = lowerBound(node.entries, path)
      const entry = node.entries[i]
      if (entry !== undefined && entry.path === path) {
        const merged = this.merge(node.subtrees[i]!, node.subtrees[i + 1]!, node.layer - 1)
        node.entries.splice(i, 1)
        node.subtrees.splice(i, 2, merged)
        this.prune(node, above, gaps)
        return entry.cid
      }
      above.push(node)
      gaps.push(i)
      node = this.openAt(node, i)
    }
    throw new PathMissing(path)
  }

  /**
   * Encodes what was opened, each node once. The root comes last.
   * @throws InvalidRepo when a node would become too large
   */
  encode(): MstNode[] {
    if (this.root === null) return [EMPTY_NODE]
    const encoded: MstNode[] = []
    this.root.encode(encoded)
    return encoded
  }

  private insert(root: MutableNode, leaf: MstEntry, layer: number): void {
    let node = root
    while (true) {
      const i = lowerBound(node.entries, leaf.path)
      if (node.entries[i]?.path === leaf.path) throw new PathExists(leaf.path)
      if (node.layer === layer) {
        const halves = this.split(node.subtrees[i]!, layer - 1, leaf.path)
        node.entries.splice(i, 0, leaf)
        node.subtrees.splice(i, 1, ...halves)
        return
      }
      const child = this.openAt(node, i)
      if (child === null) {
        node.subtrees[i] = lift(new MutableNode(layer, [leaf], [null, null]), layer, node.layer - 1)
        return
      }
      node = child
    }
  }

  /** The two sides of a subtree, as seen from a path that is not in it. */
  private split(subtree: Subtree, layer: number, path: string): [Subtree, Subtree] {
    return subtree === null ? [null, null] : this.splitNode(this.open(subtree, layer), path)
  }

  private splitNode(node: MutableNode, path: string): [Subtree, Subtree] {
    const { layer, entries, subtrees } = node
    const i = lowerBound(entries, path)
    const [left, right] = this.split(subtrees[i]!, layer - 1, path)
    // A node that lies on one side stays whole; what was opened below it must stay reachable, to be encoded again.
    if (i === 0 && left === null) {
      subtrees[0] = right
      return [null, node]
    }
    if (i === entries.length && right === null) {
      subtrees[i] = left
      return [node, null]
    }
    return [
      new MutableNode(layer, entries.slice(0, i), [...subtrees.slice(0, i), left]),
      new MutableNode(layer, entries.slice(i), [right, ...subtrees.slice(i + 1)]),
    ]
  }

  /** One subtree of two neighbours of the same layer, after the leaf between them left. */
  private merge(left: Subtree, right: Subtree, layer: number): Subtree {
    if (left === null) return right
    if (right === null) return left
    const before = this.open(left, layer)
    const after = this.open(right, layer)
    const middle = this.merge(before.subtrees.at(-1)!, after.subtrees[0]!, layer - 1)
    return new MutableNode(
      layer,
      [...before.entries, ...after.entries],
      [...before.subtrees.slice(0, -1), middle, ...after.subtrees.slice(1)],
    )
  }

  /** Takes away the nodes that a delete left empty, and those at the top that have no leaf of their own. */
  private prune(node: MutableNode, above: MutableNode[], gaps: number[]): void {
    while (above.length > 0 && node.entries.length === 0 && node.subtrees[0] === null) {
      node = above.pop()!
      node.subtrees[gaps.pop()!] = null
    }
    while (this.root !== null && this.root.entries.length === 0) {
      this.root = this.openAt(this.root, 0)
    }
  }

  private openAt(node: MutableNode, gap: number): MutableNode | null {
    const subtree = node.subtrees[gap]!
    if (subtree === null || subtree instanceof MutableNode) return subtree
    return (node.subtrees[gap] = this.open(subtree, node.layer - 1))
  }

  private open(subtree: CidBytes | MutableNode, layer: number): MutableNode {
    if (subtree instanceof MutableNode) return subtree
    if (layer < 0) throw new InvalidRepo('a tree goes below layer 0')
    const node = loadSubtree(this.nodes, subtree)
    this.opened.push(node)
    return MutableNode.open(node, layer)
  }
}

/** A subtree of one layer made one of a higher layer, by nodes that have no leaf and bridge the layers between. */
function lift(subtree: Subtree, from: number, to: number): Subtree {
  if (subtree === null) return null
  let lifted = subtree
  for (let layer = from + 1; layer <= to; layer++) lifted = new MutableNode(layer, [], [lifted])
  return lifted
}
