import { Buffer } from 'node:buffer'
import type { CidBytes } from '@guildhall/data'

const UNSIGNED = 0x00
const BYTES = 0x40
const TEXT = 0x60
const LIST = 0x80
const MAP = 0xa0
const FALSE = 0xf4
const TRUE = 0xf5
const NULL = 0xf6
const HEAD_MAX_BYTES = 9

/**
 * Writes the few shapes of DAG-CBOR that frames are made of into one growing buffer. The caller sees to the order of
 * the keys.
 */
export class FrameWriter {
  at = 0
  private out: Buffer

  /** @param capacityBytes how much it probably takes */
  constructor(capacityBytes: number) {
    this.out = Buffer.allocUnsafeSlow(capacityBytes)
  }

  map(count: number): void {
    this.head(MAP, count)
  }

  list(count: number): void {
    this.head(LIST, count)
  }

  text(value: string): void {
    // Almost all texts are ASCII; the others are written after their length is known.
    const length = Buffer.byteLength(value)
    this.head(TEXT, length)
    this.reserve(length)
    this.at += this.out.write(value, this.at, length === value.length ? 'latin1' : 'utf8')
  }

  bytes(value: Uint8Array): void {
    this.head(BYTES, value.length)
    this.raw(value)
  }

  link(cid: CidBytes | null): void {
    this.reserve(5)
    if (cid === null) {
      this.out[this.at++] = NULL
      return
    }
    this.out[this.at++] = 0xd8
    this.out[this.at++] = 0x2a
    this.head(BYTES, cid.length + 1)
    this.out[this.at++] = 0
    this.raw(cid)
  }

  integer(value: number): void {
    this.head(UNSIGNED, value)
  }

  boolean(value: boolean): void {
    this.reserve(1)
    this.out[this.at++] = value ? TRUE : FALSE
  }

  /** Bytes that are CBOR already. */
  raw(value: Uint8Array): void {
    this.reserve(value.length)
    this.out.set(value, this.at)
    this.at += value.length
  }

  /** All that was written. */
  finish(): Uint8Array {
    return new Uint8Array(this.out.buffer, this.out.byteOffset, this.at)
  }

  private head(major: number, argument: number): void {
    this.reserve(HEAD_MAX_BYTES + 1)
    this.at = writeHead(this.out, this.at, major, argument)
  }

  private reserve(count: number): void {
    if (this.at + count <= this.out.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(this.out.length * 2, this.at + count))
    larger.set(this.out.subarray(0, this.at))
    this.out = larger
  }
}

/** Writes a CBOR head in its shortest form and returns where it ends. */
export function writeHead(out: Uint8Array, at: number, major: number, argument: number): number {
  if (argument < 24) {
    out[at++] = major | argument
    return at
  }
  const size = argument < 0x100 ? 1 : argument < 0x10000 ? 2 : argument < 0x100000000 ? 4 : 8
  out[at++] = major | (size === 1 ? 24 : size === 2 ? 25 : size === 4 ? 26 : 27)
  let rest = argument
  for (let i = at + size - 1; i >= at; i--) {
    out[i] = rest % 0x100
    rest = Math.floor(rest / 0x100)
  }
  return at + size
}

/** Bytes of the head of an argument. */
export function headLength(argument: number): number {
  return argument < 24 ? 1 : argument < 0x100 ? 2 : argument < 0x10000 ? 3 : argument < 0x100000000 ? 5 : 9
}
