import { CID_BYTES, type CidKey, cidKey } from '@guildhall/data'
import { LinkedNode } from '@guildhall/repo'

/** All nodes of a tree in one buffer, found by their keys. An object is made only of a node that is asked for. */
export class PackedNodes {
  readonly #indexes = new Map<CidKey, number>()
  /** Where each node's CID begins, and where the last one ends. */
  readonly #starts: Uint32Array

  /**
   * @param packed CID and content of each node, one after another
   * @param sizes bytes of each node's content
   */
  constructor(
    private readonly packed: Uint8Array,
    sizes: readonly number[],
  ) {
    this.#starts = new Uint32Array(sizes.length + 1)
    let at = 0
    for (let i = 0; i < sizes.length; i++) {
      this.#indexes.set(cidKey(packed.subarray(at, at + CID_BYTES)), i)
      at += CID_BYTES + sizes[i]!
      this.#starts[i + 1] = at
    }
  }

  /** Those of the nodes that are there. */
  get(keys: readonly CidKey[]): LinkedNode[] {
    const found: LinkedNode[] = []
    for (const key of keys) {
      const index = this.#indexes.get(key)
      if (index === undefined) continue
      const content = this.#starts[index]! + CID_BYTES
      const cid = this.packed.subarray(this.#starts[index]!, content)
      found.push(new LinkedNode(cid, this.packed.subarray(content, this.#starts[index + 1]!)))
    }
    return found
  }
}
