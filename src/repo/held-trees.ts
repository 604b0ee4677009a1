import type { CidKey } from '@guildhall/data'
import type { MstNode } from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import { type CacheUse, Log } from '../telemetry/index.js'
import { toNode } from './node-lookup.js'
import type { PackedNodes } from './packed-nodes.js'
import { RepoConfig } from './repo.config.js'
import { RepoStore } from './repo.store.js'
import { WHOLE_TREE_NODES_MAX } from './whole-tree.js'

/** Their part of the memory for nodes; the rest is the `NodeCache`'s. */
export const HELD_TREES_SHARE = 1 / 4

/**
 * After so many nodes that had to be looked up one by one, a tree is read; again, once there were as many as this part
 * of its nodes. A node among all of a tree costs about a twenty-fifth of one that is looked up.
 */
const MISSES_MIN = 64
const MISSES_SHARE = 1 / 16

/** Repositories whose look-ups are counted. */
const COUNTED_MAX = 1_000

/** What is known of a repository. */
interface Held {
  misses: number
  /** with how many misses its tree is read */
  missesMax: number
  tree?: PackedNodes
}

/**
 * The whole trees of repositories of which many nodes are wanted: each node is another place in the tree, so that
 * keeping those that came is of little use. They are packed, and a node of them is decoded when it is asked for. What
 * is written later is not among them; a node is known by the hash of its content, so that it is never another one.
 */
@Injectable()
export class HeldTrees {
  /** By the ids of repositories, the least recently used first. */
  readonly #held = new Map<number, Held>()
  #bytes = 0
  #nodes = 0
  #hits = 0
  #misses = 0

  constructor(
    private readonly store: RepoStore,
    private readonly config: RepoConfig,
    private readonly log: Log,
  ) {}

  /** Those of the nodes that are in memory. */
  get(repoId: number, keys: readonly CidKey[]): MstNode[] {
    const held = this.#held.get(repoId)
    if (!held?.tree) return []
    this.#held.delete(repoId)
    this.#held.set(repoId, held)
    const nodes = held.tree.get(keys).flatMap(({ cid, bytes }) => toNode({ cid, content: bytes }))
    this.#hits += nodes.length
    return nodes
  }

  /** How they fare; the size is that of all of them, in nodes. */
  get use(): CacheUse {
    return { hits: this.#hits, misses: this.#misses, size: this.#nodes }
  }

  /** Notes that nodes of a repository have to be looked up. After many, its tree is read for those who come later. */
  missed(repoId: number, nodes: number): void {
    this.#misses += nodes
    let held = this.#held.get(repoId)
    if (!held) {
      held = { misses: 0, missesMax: MISSES_MIN }
      this.#held.set(repoId, held)
      this.#makeRoom()
    }
    held.misses += nodes
    if (held.misses < held.missesMax) return
    held.misses = 0
    // Not again while it is read; for good, if it is too large.
    held.missesMax = Infinity
    this.#read(repoId, held).catch((error: unknown) => {
      held.missesMax = MISSES_MIN
      this.log.warn({ repoId, err: error }, 'could not read the tree of a repository ahead')
    })
  }

  async #read(repoId: number, held: Held): Promise<void> {
    const tree = await this.store.allNodes(repoId, WHOLE_TREE_NODES_MAX)
    const isTooLarge = !tree || tree.bytes > this.#bytesMax
    if (isTooLarge || this.#held.get(repoId) !== held) return
    this.#bytes += tree.bytes - (held.tree?.bytes ?? 0)
    this.#nodes += tree.size - (held.tree?.size ?? 0)
    held.tree = tree
    held.missesMax = Math.max(MISSES_MIN, tree.size * MISSES_SHARE)
    this.#makeRoom()
  }

  get #bytesMax(): number {
    return this.config.nodeCacheBytes * HELD_TREES_SHARE
  }

  #makeRoom(): void {
    for (const [repoId, { tree }] of this.#held) {
      if (this.#held.size <= COUNTED_MAX && this.#bytes <= this.#bytesMax) return
      this.#held.delete(repoId)
      this.#bytes -= tree?.bytes ?? 0
      this.#nodes -= tree?.size ?? 0
    }
  }
}
