import type { CidBytes, CidKey } from '@guildhall/data'
import { cidKey } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { CID_LENGTH, LINK_LENGTH, isLink } from './link.js'

const NULL = 0xf6
/** `e` and `l`, `k`, `p`, `t`, `v` of a node, each behind the head of a text of one byte. */
const KEY_BYTES = 2

/**
 * A node of the Merkle search tree as a block and the places of its links: all that an export needs. A decoded MstNode
 * has objects and texts for each entry, which cost many times more.
 */
export class LinkedNode {
  /** `cid` as a Map key. */
  readonly key: CidKey

  /**
   * In the order of a walk: n for a leaf whose CID begins at n, ~n (negative) for a subtree whose CID begins at n.
   */
  readonly links: readonly number[]

  /**
   * @param bytes a node of a tree that was checked when it was stored
   * @throws InvalidRepo when they are no node at all
   */
  constructor(
    readonly cid: CidBytes,
    readonly bytes: Uint8Array,
  ) {
    this.key = cidKey(cid)
    this.links = findLinks(bytes)
  }
}

function findLinks(bytes: Uint8Array): number[] {
  const links: number[] = []
  // A map of two entries, of which the first is an array.
  let at = 1 + KEY_BYTES
  let count = argument(bytes, at, 0x80)
  for (at += headLength(bytes, at); count > 0; count--) {
    at += 1 + KEY_BYTES
    const suffix = argument(bytes, at, 0x40)
    at += headLength(bytes, at) + suffix + KEY_BYTES
    at += headLength(bytes, at) + KEY_BYTES
    const right = bytes[at] === NULL ? 0 : linkAt(bytes, at)
    at += (right === 0 ? 1 : LINK_LENGTH) + KEY_BYTES
    links.push(linkAt(bytes, at))
    if (right !== 0) links.push(~right)
    at += LINK_LENGTH
  }
  at += KEY_BYTES
  const hasLeft = bytes[at] !== NULL
  if (hasLeft) links.unshift(~linkAt(bytes, at))
  if (at + (hasLeft ? LINK_LENGTH : 1) !== bytes.length) throw new InvalidRepo('not a tree node')
  return links
}

/** Where the CID of the link at `at` begins. */
function linkAt(bytes: Uint8Array, at: number): number {
  if (!isLink(bytes, at)) throw new InvalidRepo('a link of a tree node is not a CID of the blessed form')
  return at + LINK_LENGTH - CID_LENGTH
}

/** The argument of a head: of an array (0x80), or of bytes (0x40). */
function argument(bytes: Uint8Array, at: number, major: number): number {
  const head = bytes[at] ?? 0
  const small = head & 0x1f
  if ((head & 0xe0) !== major || small > 25) throw new InvalidRepo('not a tree node')
  if (small < 24) return small
  return small === 24 ? bytes[at + 1]! : (bytes[at + 1]! << 8) | bytes[at + 2]!
}

/** Bytes of a head with an argument below 65,536. */
function headLength(bytes: Uint8Array, at: number): number {
  const small = bytes[at]! & 0x1f
  return small < 24 ? 1 : small - 22
}
