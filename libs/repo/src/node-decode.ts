import { Buffer } from 'node:buffer'
import { cborCidBytes } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'
import { InvalidRepo } from './invalid-repo.js'
import { NODE_MAX_BYTES, NODE_MAX_ENTRIES, PATH_MAX_BYTES } from './limits.js'
import { CID_LENGTH, LINK_LENGTH, isLink } from './link.js'
import { MstNode } from './mst-node.js'
import type { MstEntry } from './mst-node.js'
import { PATH_BYTES, SLASH } from './repo-path.js'

const NULL = 0xf6
/** A block that is a smaller part of its buffer than this is copied, or the cached node would keep the whole buffer. */
const SHARE_MIN = 1 / 4

// Buffer's own slicer works on every Uint8Array and needs no Buffer around it.
const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
}

// The state of the one decoding that is going on: a node is read without a pause.
let input: Uint8Array = new Uint8Array(0)
let at = 0
/** The path of the entry before, from which the next one takes its prefix. */
const path = new Uint8Array(PATH_MAX_BYTES)
let pathLength = 0
let slash = -1

/**
 * A node from its block. Takes only the one canonical encoding: shortest heads, keys in order, paths ascending with the
 * longest prefix shared, blessed CIDs. What a single node cannot show (layers, order across nodes, no empty node
 * inside) is checked by validateTree.
 * @param cid the CID when it is known to be that of the bytes; otherwise it is computed
 * @throws InvalidRepo
 */
export function decodeNode(bytes: Uint8Array, cid?: CidBytes): MstNode {
  if (bytes.length > NODE_MAX_BYTES) throw new InvalidRepo(`a tree node of ${bytes.length} bytes`)
  input = bytes.length < bytes.buffer.byteLength * SHARE_MIN ? new Uint8Array(bytes) : bytes
  at = 0
  pathLength = 0
  slash = -1
  expectByte(0xa2)
  expectKey(0x65)
  const count = readHead(0x80)
  if (count > NODE_MAX_ENTRIES) throw new InvalidRepo(`a tree node of ${count} entries`)
  const entries: MstEntry[] = []
  for (let i = 0; i < count; i++) entries.push(readEntry())
  expectKey(0x6c)
  const left = readSubtree()
  if (at !== input.length) throw new InvalidRepo('bytes after a tree node')
  return new MstNode(cid ?? cborCidBytes(input), input, left, entries)
}

/** The keys of an entry in canonical order: k, p, t, v. */
function readEntry(): MstEntry {
  expectByte(0xa4)
  expectKey(0x6b)
  const length = readHead(0x40)
  const start = at
  at += length
  expectKey(0x70)
  const prefix = readHead(0x00)
  readPath(start, length, prefix)
  expectKey(0x74)
  const right = readSubtree()
  expectKey(0x76)
  const cid = readLink()
  return { path: latin1Slice.call(path, 0, pathLength), cid, right }
}

/** Puts a suffix behind the prefix it shares with the path before. */
function readPath(start: number, length: number, prefix: number): void {
  // The first byte that differs decides both: that the paths ascend and that no more could be shared.
  if (length === 0 || prefix > pathLength || (prefix < pathLength && input[start]! <= path[prefix]!)) {
    throw new InvalidRepo('the paths of a tree node do not ascend, or share less than they could')
  }
  if (prefix + length > PATH_MAX_BYTES) throw new InvalidRepo('a path of a tree node is too long')
  if (slash >= prefix) slash = -1
  for (let i = 0; i < length; i++) {
    const byte = input[start + i]!
    if (byte === SLASH && slash === -1) slash = prefix + i
    else if (PATH_BYTES[byte] !== 1) throw new InvalidRepo('a path of a tree node has a wrong character')
    path[prefix + i] = byte
  }
  pathLength = prefix + length
  if (slash <= 0 || slash === pathLength - 1) {
    throw new InvalidRepo('a path of a tree node is not collection/rkey')
  }
}

function readSubtree(): CidBytes | null {
  if (input[at] === NULL) {
    at++
    return null
  }
  const cid = readLink()
  if (cid[1] !== 0x71) throw new InvalidRepo('a subtree is not DAG-CBOR')
  return cid
}

function readLink(): CidBytes {
  if (!isLink(input, at)) throw new InvalidRepo('a link of a tree node is not a CID of the blessed form')
  at += LINK_LENGTH
  return new Uint8Array(input.buffer, input.byteOffset + at - CID_LENGTH, CID_LENGTH)
}

/** The argument of a head in its shortest form; larger ones than 65,535 have no place in a node. */
function readHead(major: number): number {
  const byte = input[at++]
  if (byte !== undefined && (byte & 0xe0) === major) {
    const small = byte & 0x1f
    if (small < 24) return small
    const first = input[at]!
    if (small === 24 && first >= 24) {
      at++
      return first
    }
    const value = (first << 8) | input[at + 1]!
    if (small === 25 && value >= 0x100) {
      at += 2
      return value
    }
  }
  throw new InvalidRepo('not the canonical encoding of a tree node')
}

function expectKey(letter: number): void {
  if (input[at] !== 0x61 || input[at + 1] !== letter) throw new InvalidRepo('a tree node has other keys')
  at += 2
}

function expectByte(byte: number): void {
  if (input[at++] !== byte) throw new InvalidRepo('not a tree node')
}
