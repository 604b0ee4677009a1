import { Buffer } from 'node:buffer'
import type { CidBytes, CidKey } from '@guildhall/data'
import { cidKey } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { EXPORT_AHEAD_BATCHES, EXPORT_BATCH_NODES, LAYER_MAX } from './limits.js'
import { CID_LENGTH } from './link.js'
import { LinkedNode } from './linked-node.js'
import { MissingNodes } from './missing-nodes.js'
import { EMPTY_NODE } from './node-encode.js'

/** What a step has come to: a node, a leaf, nodes that must be loaded first, or the end. */
export type TreeBlocksStep = 'node' | 'leaf' | 'load' | 'end'

const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
}

const EMPTY_LINKED = new LinkedNode(EMPTY_NODE.cid, EMPTY_NODE.bytes)

interface Place {
  readonly node: LinkedNode
  /** Index of the next link. */
  next: number
}

/**
 * A whole tree in the order of a streamable CAR file, step by step, for exports: each node before what is below it,
 * leaves in the order of their paths. It makes no object for a leaf, and stops wherever whoever steps has to wait.
 * Nodes are loaded shortly before they are needed, in batches as large as can be named; EXPORT_AHEAD_BATCHES of them are
 * kept at most.
 */
export class TreeBlocks {
  /** The node of the last step, or the one that has its leaf. */
  node: LinkedNode
  /** Where in the node's bytes the CID of the leaf begins. */
  at = 0
  readonly #places: Place[] = []
  readonly #ahead = new Map<CidKey, LinkedNode>()
  /** The subtree to enter next; undefined when the walk goes on in the node it is in. */
  #subtree: CidKey | undefined

  constructor(root: CidBytes) {
    this.#subtree = cidKey(root)
    this.node = EMPTY_LINKED
  }

  /** Goes one step further. After `load`, call {@link wanted} and {@link add}. */
  step(): TreeBlocksStep {
    if (this.#subtree !== undefined) return this.#enter(this.#subtree)
    for (;;) {
      const place = this.#places[this.#places.length - 1]
      if (place === undefined) return 'end'
      const link = place.node.links[place.next++]
      if (link === undefined) this.#places.pop()
      else if (link < 0) return this.#enter(keyAt(place.node, ~link))
      else {
        this.node = place.node
        this.at = link
        return 'leaf'
      }
    }
  }

  /** The next nodes that the walk will need and that can be named, in its order. */
  wanted(): CidKey[] {
    const room = EXPORT_BATCH_NODES * EXPORT_AHEAD_BATCHES - this.#ahead.size
    const count = Math.max(1, Math.min(EXPORT_BATCH_NODES, room))
    const keys: CidKey[] = []
    if (this.#subtree !== undefined) this.#look(this.#subtree, keys, count)
    for (let i = this.#places.length - 1; i >= 0; i--) this.#lookBelow(this.#places[i]!, keys, count)
    return keys
  }

  /**
   * Takes loaded nodes, in any order.
   * @throws MissingNodes when some of `wanted` are not among them
   */
  add(wanted: readonly CidKey[], nodes: readonly LinkedNode[]): void {
    for (const node of nodes) this.#ahead.set(node.key, node)
    const missing = wanted.filter((key) => !this.#ahead.has(key) && key !== EMPTY_NODE.key)
    if (missing.length > 0) throw new MissingNodes(missing)
  }

  #enter(key: CidKey): TreeBlocksStep {
    const node = this.#ahead.get(key) ?? (key === EMPTY_NODE.key ? EMPTY_LINKED : undefined)
    this.#subtree = node ? undefined : key
    if (!node) return 'load'
    if (this.#places.length > LAYER_MAX) throw new InvalidRepo('a tree is too deep')
    this.#ahead.delete(key)
    this.#places.push({ node, next: 0 })
    this.node = node
    return 'node'
  }

  #lookBelow({ node, next }: Place, keys: CidKey[], count: number): void {
    for (let i = next; i < node.links.length && keys.length < count; i++) {
      const link = node.links[i]!
      if (link < 0) this.#look(keyAt(node, ~link), keys, count)
    }
  }

  #look(key: CidKey, keys: CidKey[], count: number): void {
    if (keys.length >= count) return
    const node = this.#ahead.get(key)
    if (node) this.#lookBelow({ node, next: 0 }, keys, count)
    else keys.push(key)
  }
}

function keyAt({ bytes }: LinkedNode, at: number): CidKey {
  return latin1Slice.call(bytes, at, at + CID_LENGTH) as CidKey
}
