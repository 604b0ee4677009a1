import type { CidBytes } from '@guildhall/data'
import { CID_LENGTH, LINK_LENGTH, writeLink } from './link.js'
import { varintLength, writeVarint } from './varint.js'

/** A block of a CAR file. */
export interface CarBlock {
  cid: CidBytes
  bytes: Uint8Array
}

/** `roots` as a CBOR text, and `version` with 1: what stands in a header beside the links. */
const ROOTS = Uint8Array.from([0xa2, 0x65, 0x72, 0x6f, 0x6f, 0x74, 0x73])
const VERSION = Uint8Array.from([0x67, 0x76, 0x65, 0x72, 0x73, 0x69, 0x6f, 0x6e, 0x01])

/**
 * A CAR file of version 1 as one buffer: header, then the blocks in their order.
 * @param roots at most 23
 */
export function encodeCar(roots: CidBytes[], blocks: Iterable<CarBlock>): Uint8Array {
  const all = Array.isArray(blocks) ? (blocks as CarBlock[]) : [...blocks]
  const header = carHeader(roots)
  let length = header.length
  for (const { cid, bytes } of all) {
    const size = cid.length + bytes.length
    length += varintLength(size) + size
  }
  const out = new Uint8Array(length)
  out.set(header)
  let at = header.length
  for (const block of all) at = writeFrame(out, at, block)
  return out
}

/**
 * The header of a CAR file, for streaming: DAG-CBOR of `{roots, version: 1}` behind its length.
 * @param roots at most 23
 */
export function carHeader(roots: CidBytes[]): Uint8Array {
  if (roots.length > 23) throw new RangeError('a CAR file with more than 23 roots')
  const size = ROOTS.length + 1 + roots.length * LINK_LENGTH + VERSION.length
  const out = new Uint8Array(varintLength(size) + size)
  let at = writeVarint(out, 0, size)
  out.set(ROOTS, at)
  at += ROOTS.length
  out[at++] = 0x80 | roots.length
  for (const root of roots) at = writeLink(out, at, root)
  out.set(VERSION, at)
  return out
}

/** One block as it stands in a CAR file, for streaming: its length, CID and bytes. */
export function carFrame(block: CarBlock): Uint8Array {
  const size = block.cid.length + block.bytes.length
  const out = new Uint8Array(varintLength(size) + size)
  writeFrame(out, 0, block)
  return out
}

/** Bytes that a block takes in a CAR file. */
export function carFrameLength(bytesLength: number): number {
  const size = CID_LENGTH + bytesLength
  return varintLength(size) + size
}

function writeFrame(out: Uint8Array, at: number, { cid, bytes }: CarBlock): number {
  at = writeVarint(out, at, cid.length + bytes.length)
  out.set(cid, at)
  at += cid.length
  out.set(bytes, at)
  return at + bytes.length
}
