import { CID_BYTES, type CidKey, cidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'

/** Most nodes that are added at once. */
export const PIECE_NODES_MAX = 256

/** Nodes in one buffer. */
interface Piece {
  readonly packed: Uint8Array
  /** Where each node's CID begins, and where the last one ends. */
  readonly starts: Uint32Array
}

/** What a node costs beside its bytes: its key, its slot in the map, where it begins. */
const NODE_OVERHEAD_BYTES = 128

/** All nodes of a tree in a few buffers, found by their keys. An object is made only of a node that is asked for. */
export class PackedNodes {
  /** By the keys of nodes: which one it is of all, and of its piece. */
  readonly #indexes = new Map<CidKey, number>()
  readonly #pieces: Piece[] = []

  /** How many there are. */
  get size(): number {
    return this.#indexes.size
  }

  /** Memory that they take, about. */
  get bytes(): number {
    return this.#pieces.reduce((sum, { packed }) => sum + packed.length, this.size * NODE_OVERHEAD_BYTES)
  }

  /**
   * Adds nodes.
   * @param packed CID and content of each node, one after another
   * @param sizes bytes of each node's content, no more than {@link PIECE_NODES_MAX}
   */
  add(packed: Uint8Array, sizes: readonly number[]): void {
    const first = this.#pieces.length * PIECE_NODES_MAX
    const starts = new Uint32Array(sizes.length + 1)
    let at = 0
    for (let i = 0; i < sizes.length; i++) {
      this.#indexes.set(cidKey(packed.subarray(at, at + CID_BYTES)), first + i)
      at += CID_BYTES + sizes[i]!
      starts[i + 1] = at
    }
    this.#pieces.push({ packed, starts })
  }

  /** Those of the nodes that are there, as views. */
  get(keys: readonly CidKey[]): CarBlock[] {
    const found: CarBlock[] = []
    for (const key of keys) {
      const index = this.#indexes.get(key)
      if (index === undefined) continue
      const { packed, starts } = this.#pieces[Math.floor(index / PIECE_NODES_MAX)]!
      const i = index % PIECE_NODES_MAX
      const content = starts[i]! + CID_BYTES
      found.push({ cid: packed.subarray(starts[i], content), bytes: packed.subarray(content, starts[i + 1]) })
    }
    return found
  }
}
