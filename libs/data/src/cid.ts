import { Buffer } from 'node:buffer'
import { hash } from 'node:crypto'
import { CID } from 'multiformats/cid'
import { DataModelError } from './data-model-error.js'

export { CID }

/**
 * A CID of the blessed form as its 36 bytes: version 1, dag-cbor or raw, sha-256. Links of repositories are always of
 * this form, and as bytes they are compared, stored and sent without any conversion.
 */
export type CidBytes = Uint8Array

/** The same 36 bytes as a string of 36 characters, for keys of maps. */
export type CidKey = string & { readonly __cidKey: true }

/** Bytes of a CID of the blessed form. */
export const CID_BYTES = 36

const VERSION = 0x01
const DAG_CBOR = 0x71
const RAW = 0x55
const SHA_256 = 0x12
const DIGEST_BYTES = 32
const HEAD_BYTES = 4

/** The multibase prefix and 58 characters of base 32. */
const STRING_LENGTH = 59
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'
const CODES = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0))
const VALUES = new Int8Array(128).fill(-1)
for (let i = 0; i < CODES.length; i++) VALUES[CODES[i]!] = i
const LETTER_B = 0x62

// Buffer's own slicer works on every Uint8Array and needs no Buffer around it.
const { latin1Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
}

/** The CID of a DAG-CBOR block. */
export function cborCidBytes(block: Uint8Array): CidBytes {
  const cid = cidHead(DAG_CBOR)
  // As a text of one character for each byte: a buffer costs as much again as the hash.
  const digest = hash('sha256', block, 'binary')
  for (let i = 0; i < DIGEST_BYTES; i++) cid[HEAD_BYTES + i] = digest.charCodeAt(i)
  return cid
}

/**
 * The CID of bytes that are not looked into, such as a blob, by their sha-256 digest: whoever has them streamed has
 * hashed them on the way.
 * @throws DataModelError unless the digest has 32 bytes
 */
export function rawCidBytes(digest: Uint8Array): CidBytes {
  if (digest.length !== DIGEST_BYTES) throw new DataModelError(`a digest of ${digest.length} bytes`)
  const cid = cidHead(RAW)
  cid.set(digest, HEAD_BYTES)
  return cid
}

/** A CID that has no digest yet. */
function cidHead(codec: number): CidBytes {
  const cid = new Uint8Array(CID_BYTES)
  cid[0] = VERSION
  cid[1] = codec
  cid[2] = SHA_256
  cid[3] = DIGEST_BYTES
  return cid
}

/** Whether bytes are a CID of the blessed form. */
export function isCidBytes(bytes: Uint8Array): bytes is CidBytes {
  return (
    bytes.length === CID_BYTES &&
    bytes[0] === VERSION &&
    (bytes[1] === DAG_CBOR || bytes[1] === RAW) &&
    bytes[2] === SHA_256 &&
    bytes[3] === DIGEST_BYTES
  )
}

/** A CID as a key of a map. */
export function cidKey(cid: CidBytes): CidKey {
  return latin1Slice.call(cid, 0, CID_BYTES) as CidKey
}

/** The CID behind a key of a map. */
export function keyToCidBytes(key: CidKey): CidBytes {
  return Buffer.from(key, 'latin1')
}

/** Any ten bits as two letters of base 32, side by side in memory. */
const PAIRS = new Uint16Array(
  Uint8Array.from({ length: 2048 }, (_, i) => CODES[i % 2 === 0 ? i >> 6 : (i >> 1) & 31]!).buffer,
)

/** Where a CID is written as text: after one byte that is left free, so that the pairs lie where pairs can. */
const TEXT = new Uint8Array(STRING_LENGTH + 1)
TEXT[1] = LETTER_B
const TEXT_PAIRS = new Uint16Array(TEXT.buffer)

/** A CID as text: base 32, `bafyrei…` or `bafkrei…`. */
export function cidBytesToString(cid: CidBytes): string {
  let at = 1
  // Five bytes are eight letters; one byte is left over.
  for (let i = 0; i < CID_BYTES - 1; i += 5) {
    const second = cid[i + 1]!
    const third = cid[i + 2]!
    const fourth = cid[i + 3]!
    TEXT_PAIRS[at++] = PAIRS[(cid[i]! << 2) | (second >> 6)]!
    TEXT_PAIRS[at++] = PAIRS[((second & 0x3f) << 4) | (third >> 4)]!
    TEXT_PAIRS[at++] = PAIRS[((third & 0x0f) << 6) | (fourth >> 2)]!
    TEXT_PAIRS[at++] = PAIRS[((fourth & 0x03) << 8) | cid[i + 4]!]!
  }
  TEXT_PAIRS[at] = PAIRS[cid[CID_BYTES - 1]! << 2]!
  return latin1Slice.call(TEXT, 1, STRING_LENGTH + 1)
}

/**
 * The bytes of a CID given as text.
 * @throws DataModelError unless it is of the blessed form, in base 32
 */
export function cidStringToBytes(text: string): CidBytes {
  if (text.length !== STRING_LENGTH || text.charCodeAt(0) !== LETTER_B) throw notBlessed()
  const cid = new Uint8Array(CID_BYTES)
  let at = 0
  let value = 0
  let bits = 0
  for (let i = 1; i < STRING_LENGTH; i++) {
    const digit = VALUES[text.charCodeAt(i)] ?? -1
    if (digit < 0) throw notBlessed()
    value = ((value << 5) | digit) & 0xfff
    bits += 5
    if (bits < 8) continue
    bits -= 8
    cid[at++] = (value >>> bits) & 0xff
  }
  if ((value & ((1 << bits) - 1)) !== 0 || !isCidBytes(cid)) throw notBlessed()
  return cid
}

function notBlessed(): DataModelError {
  return new DataModelError('not a CID of version 1, dag-cbor or raw, with a sha-256, in base 32')
}

/** A CID as an object of multiformats, as values of the data model and other libraries have it. */
export function toCid(cid: CidBytes): CID {
  return CID.decode(cid)
}
