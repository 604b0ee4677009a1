import type { CidKey } from '@guildhall/data'
import type { MstNode, NodeSource } from '@guildhall/repo'
import { Injectable } from '@nestjs/common'
import type { CacheUse } from '../telemetry/index.js'
import { HELD_TREES_SHARE } from './held-trees.js'
import { RepoConfig } from './repo.config.js'

/** What an entry costs beside its bytes: the decoded entries, the key, the map's own slot (measured, rounded up). */
const ENTRY_OVERHEAD_BYTES = 1_200

/**
 * Decoded tree nodes of all repositories, least recently used first out. The key is the hash of the content, so
 * an entry is never stale and needs no invalidation.
 */
@Injectable()
export class NodeCache implements NodeSource {
  readonly #nodes = new Map<CidKey, MstNode>()
  #bytes = 0
  #hits = 0
  #misses = 0

  constructor(private readonly config: RepoConfig) {}

  get(key: CidKey): MstNode | undefined {
    const node = this.#nodes.get(key)
    if (!node) this.#misses++
    else {
      this.#hits++
      this.#nodes.delete(key)
      this.#nodes.set(key, node)
    }
    return node
  }

  /** How it fares. */
  get use(): CacheUse {
    return { hits: this.#hits, misses: this.#misses, size: this.#nodes.size }
  }

  /** Adds nodes; the oldest make room. */
  add(nodes: Iterable<MstNode>): void {
    for (const node of nodes) {
      if (this.#nodes.has(node.key)) continue
      this.#nodes.set(node.key, node)
      this.#bytes += node.bytes.length + ENTRY_OVERHEAD_BYTES
    }
    for (const [key, node] of this.#nodes) {
      if (this.#bytes <= this.config.nodeCacheBytes * (1 - HELD_TREES_SHARE)) break
      this.#nodes.delete(key)
      this.#bytes -= node.bytes.length + ENTRY_OVERHEAD_BYTES
    }
  }
}
