import type { CidBytes } from '@guildhall/data'
import type { MstEntry, MstNode } from './mst-node.js'
import { encodeNode } from './node-encode.js'

/** What stands between two leaves: nothing, a node nobody looked into, or one that was opened. */
export type Subtree = CidBytes | MutableNode | null

/** A node while writes are applied. Subtrees stay CIDs until they are opened. */
export class MutableNode {
  constructor(
    readonly layer: number,
    /** Their `right` is stale: `subtrees` counts. */
    readonly entries: MstEntry[],
    /** One more than entries: before the first, between, after the last. */
    readonly subtrees: Subtree[],
    /** The node this was opened from. */
    readonly source?: MstNode,
  ) {}

  static open(source: MstNode, layer: number): MutableNode {
    const entries = source.entries.slice()
    const subtrees: Subtree[] = [source.left]
    for (let i = 0; i < entries.length; i++) subtrees.push(entries[i]!.right)
    return new MutableNode(layer, entries, subtrees, source)
  }

  /** Encodes this and every opened node below, each once, children first, and adds them to `encoded`. */
  encode(encoded: MstNode[]): MstNode {
    const { entries, subtrees } = this
    const left = encodeSubtree(subtrees[0]!, encoded)
    for (let i = 0; i < entries.length; i++) {
      const entry = entries[i]!
      const right = encodeSubtree(subtrees[i + 1]!, encoded)
      if (right !== entry.right) entries[i] = { path: entry.path, cid: entry.cid, right }
    }
    const made = encodeNode(left, entries)
    const node = this.source !== undefined && this.source.key === made.key ? this.source : made
    encoded.push(node)
    return node
  }
}

function encodeSubtree(subtree: Subtree, encoded: MstNode[]): CidBytes | null {
  return subtree instanceof MutableNode ? subtree.encode(encoded).cid : subtree
}
