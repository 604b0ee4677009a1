import { Buffer } from 'node:buffer'
import type { CidBytes } from '@guildhall/data'
import { isDid, isTid } from '@guildhall/syntax'
import { InvalidRepo } from './invalid-repo.js'
import { CID_LENGTH, LINK_LENGTH, isLink } from './link.js'
import { COMMIT_MAX_BYTES, SIGNATURE_BYTES } from './limits.js'

const NULL = 0xf6

/** A commit as it stands in its block. */
export interface Commit {
  did: string
  /** A TID, greater than that of the commit before. */
  rev: string
  /** The root of the tree. */
  data: CidBytes
  /** 64 bytes over the sha-256 of the commit without it. */
  sig: Uint8Array
  version: 3
  /** Set only where a repository goes back to version 2 of the format. */
  prev: CidBytes | null
}

/** A commit, and where in its block the field of the signature begins and ends. */
export interface CommitBlock {
  commit: Commit
  sigStart: number
  sigEnd: number
}

/**
 * Reads a commit block: canonical DAG-CBOR, the keys in the order did, rev, sig, data, prev, version.
 * @throws InvalidRepo
 */
export function readCommit(bytes: Uint8Array): CommitBlock {
  if (bytes.length > COMMIT_MAX_BYTES) throw new InvalidRepo(`a commit of ${bytes.length} bytes`)
  const reader = new FieldReader(bytes)
  const did = reader.text('did')
  const rev = reader.text('rev')
  const sigStart = reader.at
  const sig = reader.bytes('sig')
  const sigEnd = reader.at
  const data = reader.link('data')
  const prev = reader.count === 6 ? reader.linkOrNull('prev') : null
  const version = reader.small('version')
  reader.end()
  if (version !== 3) throw new InvalidRepo(`a commit of version ${version}`)
  if (!isDid(did)) throw new InvalidRepo('the did of a commit is none')
  if (!isTid(rev)) throw new InvalidRepo('the rev of a commit is no TID')
  if (sig.length !== SIGNATURE_BYTES) throw new InvalidRepo(`a signature of ${sig.length} bytes`)
  return { commit: { did, rev, sig, data, prev, version }, sigStart, sigEnd }
}

/** Reads the fields of one map in a known order. */
class FieldReader {
  /** How many fields there are: prev may be missing. */
  readonly count: number
  at = 1

  constructor(private readonly input: Uint8Array) {
    this.count = (input[0] ?? 0) - 0xa0
    if (this.count !== 5 && this.count !== 6) throw new InvalidRepo('not a commit')
  }

  text(name: string): string {
    return Buffer.from(this.field(name, 0x60)).toString('latin1')
  }

  bytes(name: string): Uint8Array {
    return new Uint8Array(this.field(name, 0x40))
  }

  link(name: string): CidBytes {
    const cid = this.linkOrNull(name)
    if (cid === null) throw new InvalidRepo(`the ${name} of a commit is null`)
    return cid
  }

  linkOrNull(name: string): CidBytes | null {
    this.key(name)
    if (this.input[this.at] === NULL) {
      this.at++
      return null
    }
    // A link to DAG-CBOR: commits and nodes are nothing else.
    if (!isLink(this.input, this.at) || this.input[this.at + 6] !== 0x71) {
      throw new InvalidRepo(`the ${name} of a commit is not a CID`)
    }
    this.at += LINK_LENGTH
    return new Uint8Array(this.input.subarray(this.at - CID_LENGTH, this.at))
  }

  small(name: string): number {
    this.key(name)
    const value = this.input[this.at++]
    if (value === undefined || value >= 24) throw new InvalidRepo(`the ${name} of a commit is not a number`)
    return value
  }

  end(): void {
    if (this.at !== this.input.length) throw new InvalidRepo('bytes after a commit')
  }

  /** The content of a text or byte string. */
  private field(name: string, major: number): Uint8Array {
    this.key(name)
    const length = this.length(major)
    const start = this.at
    this.at += length
    if (this.at > this.input.length) throw new InvalidRepo('a commit is cut short')
    return this.input.subarray(start, this.at)
  }

  private key(name: string): void {
    const { input } = this
    let isSame = input[this.at++] === (0x60 | name.length)
    for (let i = 0; i < name.length; i++) isSame &&= input[this.at++] === name.charCodeAt(i)
    if (!isSame) throw new InvalidRepo(`a commit without ${name}`)
  }

  /** The length in a head, in its shortest form. */
  private length(major: number): number {
    const { input } = this
    const head = input[this.at++] ?? 0
    const small = head & 0x1f
    if ((head & 0xe0) === major) {
      if (small < 24) return small
      const first = input[this.at++] ?? 0
      if (small === 24 && first >= 24) return first
      const value = (first << 8) | (input[this.at++] ?? 0)
      if (small === 25 && value >= 0x100) return value
    }
    throw new InvalidRepo('not the canonical encoding of a commit')
  }
}
