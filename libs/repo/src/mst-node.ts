import { cidKey } from '@guildhall/data'
import type { CidBytes, CidKey } from '@guildhall/data'

/** One leaf of a node, with the subtree between it and the next leaf of the same node. */
export interface MstEntry {
  /** `collection/rkey` */
  readonly path: string
  /** The record. */
  readonly cid: CidBytes
  /** The subtree after this leaf. */
  readonly right: CidBytes | null
}

/**
 * A node of the Merkle search tree: a block, decoded once. Never changed, so that it can be shared by all who know its
 * CID. Made by decodeNode and makeNode, which see to it that `bytes` are the canonical encoding of the rest.
 */
export class MstNode {
  /** `cid` as a Map key. */
  readonly key: CidKey

  constructor(
    readonly cid: CidBytes,
    readonly bytes: Uint8Array,
    /** The subtree before the first leaf. */
    readonly left: CidBytes | null,
    /** In the order of their paths. Empty in a node that only bridges a layer, and in the empty tree. */
    readonly entries: readonly MstEntry[],
  ) {
    this.key = cidKey(cid)
  }
}
