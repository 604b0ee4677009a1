import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { LAYER_MAX } from './limits.js'
import type { MstNode } from './mst-node.js'
import { lowerBound, subtreeAt } from './node-source.js'

/** What a walk asks and tells. */
export interface Walk {
  /** The node of a subtree; undefined leaves it out. */
  load(cid: CidBytes): MstNode | undefined
  /** Called once for each node, parents before children. */
  visit(node: MstNode): void
  /** Whether the nodes down to the neighbours of a path that is in the tree belong to the walk. */
  isWithNeighbours(path: string): boolean
}

// Which end of a subtree a neighbour lies at.
const FIRST = 1
const LAST = 2

/**
 * Walks from the root to each of some paths, or to where it would be, and to the leaves next to it: every node once,
 * for all paths together. Neighbours of a path that is not in the tree lie on the way to it.
 */
export class CoveringWalk {
  /** @param paths sorted, each once */
  constructor(
    private readonly paths: readonly string[],
    private readonly walk: Walk,
  ) {}

  /** @throws InvalidRepo when the tree is deeper than a tree can be; and what the walk throws */
  start(root: MstNode): void {
    this.enter(root, 0, this.paths.length, 0, 0)
  }

  /** Handles a node that all paths from `from` to `to` lead into, and neighbours at its ends. */
  private enter(node: MstNode, from: number, to: number, ends: number, depth: number): void {
    if (depth > LAYER_MAX) throw new InvalidRepo('a tree is too deep')
    this.walk.visit(node)
    const { entries } = node
    // The subtree to enter next: paths and ends for it are gathered until one for a later subtree comes.
    let gap = 0
    let start = from
    let endsOfGap = ends & FIRST
    for (let i = from; i < to; i++) {
      const path = this.paths[i]!
      const index = lowerBound(entries, path, gap)
      if (index !== gap) {
        this.descend(node, gap, start, i, endsOfGap, depth)
        gap = index
        start = i
        endsOfGap = 0
      }
      if (entries[index]?.path !== path) continue
      const isWithNeighbours = this.walk.isWithNeighbours(path)
      this.descend(node, gap, start, i, endsOfGap | (isWithNeighbours ? LAST : 0), depth)
      gap = index + 1
      start = i + 1
      endsOfGap = isWithNeighbours ? FIRST : 0
    }
    if (ends & LAST && gap !== entries.length) {
      this.descend(node, gap, start, to, endsOfGap, depth)
      gap = entries.length
      start = to
      endsOfGap = 0
    }
    this.descend(node, gap, start, to, endsOfGap | (ends & LAST), depth)
  }

  private descend(node: MstNode, gap: number, from: number, to: number, ends: number, depth: number): void {
    if (from === to && ends === 0) return
    const cid = subtreeAt(node, gap)
    const child = cid === null ? undefined : this.walk.load(cid)
    if (child !== undefined) this.enter(child, from, to, ends, depth + 1)
  }
}
