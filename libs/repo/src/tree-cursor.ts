import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { LAYER_MAX } from './limits.js'
import type { MstEntry, MstNode } from './mst-node.js'
import { assertNotEmpty } from './node-source.js'
import { keyLayer } from './repo-path.js'

/** A step of a walk: a leaf, or a subtree not entered yet. */
export type TreeStep = { readonly leaf: MstEntry } | { readonly subtree: CidBytes; readonly depth: number }

/** What a walk checks beside the shape of each node. */
export interface WalkOptions {
  /**
   * Whether to check that the tree is the one and only for its leaves: each on the layer of its hash, in order across
   * nodes, no root without a leaf. For trees from elsewhere; costs a hash for each leaf.
   */
  isValidated?: boolean
}

/** A place in the walk through a tree in its order: a node, what is before its first leaf, the leaf, and so on. */
export class TreeCursor {
  /** What is still to come, the next at the end. */
  readonly stack: TreeStep[] = []
  private readonly isValidated: boolean
  private rootLayer = LAYER_MAX
  private previous = ''

  constructor(root: CidBytes, { isValidated = false }: WalkOptions = {}) {
    this.isValidated = isValidated
    this.stack.push({ subtree: root, depth: 0 })
  }

  /** What comes next, or undefined at the end. */
  get current(): TreeStep | undefined {
    return this.stack[this.stack.length - 1]
  }

  /**
   * Goes past the current leaf or, without entering it, subtree.
   * @throws InvalidRepo when validating and the leaf is not after the one before
   */
  skip(): void {
    const step = this.stack.pop()
    if (!this.isValidated || step === undefined || !('leaf' in step)) return
    const { path } = step.leaf
    if (path <= this.previous) throw new InvalidRepo(`${path} is not after ${this.previous} in its tree`)
    this.previous = path
  }

  /**
   * Enters the current subtree.
   * @param node the node of its CID
   * @throws InvalidRepo when the node cannot stand here
   */
  enter(node: MstNode): void {
    const step = this.stack.pop()
    if (step === undefined || 'leaf' in step) throw new InvalidRepo('no subtree to enter')
    this.check(node, step.depth)
    const depth = step.depth + 1
    const { entries, left } = node
    for (let i = entries.length - 1; i >= 0; i--) {
      const leaf = entries[i]!
      if (leaf.right !== null) this.stack.push({ subtree: leaf.right, depth })
      this.stack.push({ leaf })
    }
    if (left !== null) this.stack.push({ subtree: left, depth })
  }

  private check(node: MstNode, depth: number): void {
    if (depth > LAYER_MAX) throw new InvalidRepo('a tree is too deep')
    if (depth > 0) assertNotEmpty(node)
    if (!this.isValidated) return
    const { entries } = node
    if (depth === 0) {
      const first = entries[0]
      if (first !== undefined) this.rootLayer = keyLayer(first.path)
      else if (node.left !== null) throw new InvalidRepo('the root of a tree has no entry')
    }
    const layer = this.rootLayer - depth
    if (layer < 0) throw new InvalidRepo('a tree goes below layer 0')
    for (let i = 0; i < entries.length; i++) {
      const { path } = entries[i]!
      if (keyLayer(path) !== layer) throw new InvalidRepo(`${path} is on the wrong layer of its tree`)
    }
  }
}
