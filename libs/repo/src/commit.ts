import { Buffer } from 'node:buffer'
import { verifySignature } from '@guildhall/crypto'
import type { Signer } from '@guildhall/crypto'
import { cborCidBytes } from '@guildhall/data'
import type { CidBytes } from '@guildhall/data'
import { isDid, isTid } from '@guildhall/syntax'
import { readCommit } from './commit-reader.js'
import type { Commit } from './commit-reader.js'
import { InvalidRepo } from './invalid-repo.js'
import { COMMIT_MAX_BYTES, SIGNATURE_BYTES } from './limits.js'
import { CID_LENGTH, LINK_LENGTH, writeLink } from './link.js'

/** What is signed of a commit: version 3, without a previous commit. */
export type UnsignedCommit = Pick<Commit, 'did' | 'rev' | 'data'>

const NULL = 0xf6
/** All of a commit but its DID, at its largest. */
const FRAME_MAX_BYTES = 4 + 3 + 4 + 14 + 4 + 2 + SIGNATURE_BYTES + 5 + LINK_LENGTH + 6 + 9 + 1

/**
 * Encodes and signs a commit: DAG-CBOR of `{did, rev, sig, data, prev, version}` (repository specification).
 * @throws InvalidRepo when the DID, the revision or the root is none
 */
export function signCommit(commit: UnsignedCommit, signer: Signer): { cid: CidBytes; bytes: Uint8Array } {
  if (!isDid(commit.did)) throw new InvalidRepo('a commit needs a DID')
  if (!isTid(commit.rev)) throw new InvalidRepo('the revision of a commit is a TID')
  if (commit.data.length !== CID_LENGTH) throw new InvalidRepo('a commit needs the root of a tree')
  const sig = signer.sign(encodeCommit(commit))
  if (sig.length !== SIGNATURE_BYTES) throw new InvalidRepo(`a signature of ${sig.length} bytes`)
  const bytes = encodeCommit(commit, sig)
  if (bytes.length > COMMIT_MAX_BYTES) throw new InvalidRepo(`a commit of ${bytes.length} bytes`)
  return { cid: cborCidBytes(bytes), bytes }
}

/**
 * A commit from its block. Takes only canonical DAG-CBOR with the fields of version 3; `prev` may be a link, or not
 * there, as old repositories have it. Says nothing about the signature.
 * @throws InvalidRepo
 */
export function decodeCommit(bytes: Uint8Array): Commit {
  return readCommit(bytes).commit
}

/**
 * Tells whether a commit block was signed with this key, with a low S.
 * @throws InvalidRepo when it is no commit
 */
export function verifyCommit(bytes: Uint8Array, didKey: string): boolean {
  const { commit, sigStart, sigEnd } = readCommit(bytes)
  // What was signed is the same encoding with one field less.
  const unsigned = new Uint8Array(bytes.length - (sigEnd - sigStart))
  unsigned.set(bytes.subarray(0, sigStart))
  unsigned.set(bytes.subarray(sigEnd), sigStart)
  unsigned[0]!--
  return verifySignature(didKey, unsigned, commit.sig)
}

/**
 * The keys in canonical order: did, rev, sig, data, prev, version. The heads are characters as well: `c`, `d` and `g`
 * begin texts of 3, 4 and 7 bytes, `m` one of 13, `X@` a byte string of 64.
 */
function encodeCommit({ did, rev, data }: UnsignedCommit, sig?: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafeSlow(FRAME_MAX_BYTES + did.length)
  let at = 0
  out[at++] = sig === undefined ? 0xa5 : 0xa6
  at += out.write('cdid', at, 'latin1')
  at = writeTextHead(out, at, did.length)
  at += out.write(did, at, 'latin1')
  at += out.write('crevm', at, 'latin1')
  at += out.write(rev, at, 'latin1')
  if (sig !== undefined) {
    at += out.write('csigX@', at, 'latin1')
    out.set(sig, at)
    at += SIGNATURE_BYTES
  }
  at += out.write('ddata', at, 'latin1')
  at = writeLink(out, at, data)
  at += out.write('dprev', at, 'latin1')
  out[at++] = NULL
  at += out.write('gversion', at, 'latin1')
  out[at++] = 3
  return new Uint8Array(out.buffer, 0, at)
}

function writeTextHead(out: Uint8Array, at: number, length: number): number {
  if (length < 24) {
    out[at++] = 0x60 | length
  } else if (length < 0x100) {
    out[at++] = 0x78
    out[at++] = length
  } else {
    out[at++] = 0x79
    out[at++] = length >>> 8
    out[at++] = length
  }
  return at
}
