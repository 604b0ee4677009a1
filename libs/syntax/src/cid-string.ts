import type { CidString } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Bounds of a CID string, in characters. */
export const CID_STRING_LENGTH_MIN = 8
export const CID_STRING_LENGTH_MAX = 256

// By multibase prefix, the characters that may follow. Base 32 is the one that atproto writes.
const ALPHABETS = new Map<string, RegExp>([
  ['b', /^b[a-z2-7]+$/],
  ['B', /^B[A-Z2-7]+$/],
  ['c', /^c[a-z2-7]+=*$/],
  ['C', /^C[A-Z2-7]+=*$/],
  ['v', /^v[0-9a-v]+$/],
  ['V', /^V[0-9A-V]+$/],
  ['t', /^t[0-9a-v]+=*$/],
  ['T', /^T[0-9A-V]+=*$/],
  ['h', /^h[ybndrfg8ejkmcpqxot1uwisza345h769]+$/],
  ['0', /^0[01]+$/],
  ['7', /^7[0-7]+$/],
  ['9', /^9[0-9]+$/],
  ['f', /^f[0-9a-f]+$/],
  ['F', /^F[0-9A-F]+$/],
  ['k', /^k[0-9a-z]+$/],
  ['K', /^K[0-9A-Z]+$/],
  ['z', /^z[1-9A-HJ-NP-Za-km-z]+$/],
  ['Z', /^Z[1-9A-HJ-NP-Za-km-z]+$/],
  ['m', /^m[A-Za-z0-9+/]+$/],
  ['M', /^M[A-Za-z0-9+/]+=*$/],
  ['u', /^u[A-Za-z0-9_-]+$/],
  ['U', /^U[A-Za-z0-9_-]+=*$/],
])

// The two forms that atproto writes: version 1, dag-cbor or raw, a sha-256 digest of 32 bytes. Seven characters hold
// 30 of the 32 bits before the digest; with the last two at zero the eighth is one of a to h.
const BLESSED = /^baf[ky]rei[a-h]/
const BLESSED_LENGTH = 59

// A multiformats varint has 63 bits at most.
const VARINT_LENGTH_MAX = 9

/**
 * Tells whether `s` is a CID as Lexicon's `cid` format has it: a known multibase prefix, characters of that base, a
 * sane length. A base32 CID is read as well: version 1 and a multihash of the length it says; the other bases, which
 * nothing in atproto writes, are not. The bare base58 of CIDv0 (`Qm…`) has no prefix and is refused.
 */
export function isCidString(s: string): s is CidString {
  if (s.length < CID_STRING_LENGTH_MIN || s.length > CID_STRING_LENGTH_MAX) return false
  const alphabet = ALPHABETS.get(s[0]!)
  if (alphabet === undefined || !alphabet.test(s)) return false
  return s[0] !== 'b' || isCidV1(s)
}

/** Returns `s` as a CID string; throws InvalidSyntax when it is none. */
export function parseCidString(s: string): CidString {
  if (!isCidString(s)) throw new InvalidSyntax('cid', s)
  return s
}

/** version 1, codec, hash function, digest length (all varints), digest; no bit left over. */
function isCidV1(s: string): boolean {
  if (s.length === BLESSED_LENGTH && BLESSED.test(s)) return endsOnByte(s)
  const bytes = base32Bytes(s)
  if (bytes === undefined || bytes[0] !== 1) return false
  let at = 1
  let size = 0
  for (let field = 0; field < 3; field++) {
    const end = bytes.findIndex((byte, i) => i >= at && byte < 0x80)
    if (end < 0 || end - at >= VARINT_LENGTH_MAX || (end > at && bytes[end] === 0)) return false
    size = 0
    for (let i = end; i >= at; i--) size = size * 128 + (bytes[i]! & 0x7f)
    at = end + 1
  }
  return bytes.length - at === size
}

/** The 290 bits of 58 characters hold 288: the last two must be zero. */
function endsOnByte(s: string): boolean {
  return base32Value(s.charCodeAt(58)) % 4 === 0
}

function base32Bytes(s: string): number[] | undefined {
  const bytes: number[] = []
  let bits = 0
  let count = 0
  for (let i = 1; i < s.length; i++) {
    bits = ((bits << 5) | base32Value(s.charCodeAt(i))) & 0xfff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((bits >>> count) & 0xff)
    }
  }
  return count < 5 && (bits & ((1 << count) - 1)) === 0 ? bytes : undefined
}

function base32Value(code: number): number {
  return code >= 0x61 ? code - 0x61 : code - 0x32 + 26
}
