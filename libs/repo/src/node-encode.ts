import { cborCidBytes } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { NODE_MAX_BYTES, NODE_MAX_ENTRIES, PATH_MAX_BYTES } from './limits.js'
import { writeLink } from './link.js'
import { MstNode } from './mst-node.js'
import type { MstEntry } from './mst-node.js'
import { NodeTooLarge } from './node-too-large.js'
import { assertRepoPath, commonPrefix } from './repo-path.js'

/** All of an entry but its key suffix, at its largest: map, four keys, two heads of 3 bytes, two links. */
const ENTRY_MAX_BYTES = 100
/** The map around the entries with the left link, at its largest. */
const FRAME_MAX_BYTES = 60
const NULL = 0xf6

let out = new Uint8Array(4096)
let at = 0

/**
 * A node of these parts.
 * @throws InvalidRepo when the entries are not paths in ascending order
 * @throws NodeTooLarge when the node would exceed NODE_MAX_ENTRIES or NODE_MAX_BYTES
 */
export function makeNode(left: CidBytes | null, entries: readonly MstEntry[]): MstNode {
  let previous = ''
  for (const { path } of entries) {
    assertRepoPath(path)
    if (path <= previous) throw new InvalidRepo('the entries of a node must ascend')
    previous = path
  }
  return encodeNode(left, entries)
}

/** makeNode for parts known to be in order: DAG-CBOR of `{l, e: [{p, k, v, t}]}` (repository specification). */
export function encodeNode(left: CidBytes | null, entries: readonly MstEntry[]): MstNode {
  const count = entries.length
  if (count > NODE_MAX_ENTRIES) throw new NodeTooLarge(`a tree node would have ${count} entries`)
  at = 0
  reserve(FRAME_MAX_BYTES)
  out[at++] = 0xa2
  writeKey(0x65)
  writeHead(0x80, count)
  let previous = ''
  for (let i = 0; i < count; i++) {
    const entry = entries[i]!
    writeEntry(entry, previous)
    previous = entry.path
  }
  reserve(FRAME_MAX_BYTES)
  writeKey(0x6c)
  putLink(left)
  if (at > NODE_MAX_BYTES) throw new NodeTooLarge(`a tree node would have ${at} bytes`)
  const bytes = out.slice(0, at)
  return new MstNode(cborCidBytes(bytes), bytes, left, entries)
}

/** The keys of an entry in canonical order: k, p, t, v. */
function writeEntry(entry: MstEntry, previous: string): void {
  reserve(ENTRY_MAX_BYTES + PATH_MAX_BYTES)
  const path = entry.path
  const length = path.length
  const prefix = commonPrefix(previous, path)
  out[at++] = 0xa4
  writeKey(0x6b)
  writeHead(0x40, length - prefix)
  for (let i = prefix; i < length; i++) out[at++] = path.charCodeAt(i)
  writeKey(0x70)
  writeHead(0x00, prefix)
  writeKey(0x74)
  putLink(entry.right)
  writeKey(0x76)
  putLink(entry.cid)
}

function writeKey(letter: number): void {
  out[at++] = 0x61
  out[at++] = letter
}

function writeHead(major: number, argument: number): void {
  if (argument < 24) {
    out[at++] = major | argument
  } else if (argument < 0x100) {
    out[at++] = major | 24
    out[at++] = argument
  } else {
    out[at++] = major | 25
    out[at++] = argument >>> 8
    out[at++] = argument
  }
}

function putLink(cid: CidBytes | null): void {
  if (cid === null) out[at++] = NULL
  else at = writeLink(out, at, cid)
}

function reserve(count: number): void {
  if (at + count <= out.length) return
  const larger = new Uint8Array(Math.max(out.length * 2, at + count))
  larger.set(out.subarray(0, at))
  out = larger
}

/** The tree without a leaf: the only node that is empty. */
export const EMPTY_NODE: MstNode = encodeNode(null, [])
