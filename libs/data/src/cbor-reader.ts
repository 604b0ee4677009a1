import { Buffer, isUtf8 } from 'node:buffer'
import type { CID } from 'multiformats/cid'
import { DataModelError } from './data-model-error.js'
import { linkFromBytes } from './links.js'
import { compareNames } from './utf8-order.js'
import { DEPTH_MAX } from './values.js'

// Buffer's own slicers work on every Uint8Array and need no Buffer around it.
const { latin1Slice, utf8Slice } = Buffer.prototype as unknown as {
  latin1Slice(this: Uint8Array, start: number, end: number): string
  utf8Slice(this: Uint8Array, start: number, end: number): string
}

const INTEGER_MAX = Number.MAX_SAFE_INTEGER
const LINK_TAG = 42
/** Texts up to this length are looked through for the ASCII that most of them are. */
const SHORT_TEXT = 32

/** What byte strings and links become; everything else is the same in JSON and in the data model. */
export interface Leaves<L, B> {
  link(cid: CID): L
  bytes(bytes: Uint8Array): B
}

type Read<L, B> = null | boolean | number | string | L | B | Read<L, B>[] | { [name: string]: Read<L, B> }

/**
 * Reads one value of canonical DAG-CBOR: shortest heads, definite lengths, names in order and once, no tag but 42, no
 * floats, no `undefined`, integers within ±(2^53 - 1), texts in UTF-8, and nothing after the value.
 */
export class CborReader<L, B> {
  private at = 0

  constructor(
    private readonly input: Uint8Array,
    private readonly leaves: Leaves<L, B>,
  ) {}

  /** @throws DataModelError */
  whole(): Read<L, B> {
    const value = this.value(0)
    if (this.at !== this.input.length) throw new DataModelError('bytes after a value')
    return value
  }

  /** The value that the input begins with, and where it ends. @throws DataModelError */
  first(): { value: Read<L, B>; end: number } {
    const value = this.value(0)
    return { value, end: this.at }
  }

  private value(depth: number): Read<L, B> {
    const head = this.byte()
    switch (head >> 5) {
      case 0:
        return this.argument(head)
      case 1:
        return this.negative(head)
      case 2:
        return this.leaves.bytes(new Uint8Array(this.take(this.argument(head))))
      case 3:
        return this.text(this.argument(head))
      case 4:
        return this.list(this.argument(head), depth)
      case 5:
        return this.map(this.argument(head), depth)
      case 6:
        return this.link(head)
      default:
        return simple(head)
    }
  }

  private negative(head: number): number {
    const value = -1 - this.argument(head)
    if (value < -INTEGER_MAX) throw tooLarge()
    return value
  }

  private list(count: number, depth: number): Read<L, B>[] {
    this.expectRoom(count, 1)
    if (depth >= DEPTH_MAX) throw tooDeep()
    const list: Read<L, B>[] = []
    for (let i = 0; i < count; i++) list.push(this.value(depth + 1))
    return list
  }

  private map(count: number, depth: number): { [name: string]: Read<L, B> } {
    this.expectRoom(count, 2)
    if (depth >= DEPTH_MAX) throw tooDeep()
    const map: { [name: string]: Read<L, B> } = {}
    let previous: string | undefined
    for (let i = 0; i < count; i++) {
      const head = this.byte()
      if (head >> 5 !== 3) throw new DataModelError('a name that is not a text')
      const name = this.text(this.argument(head))
      if (previous !== undefined && compareNames(previous, name) >= 0) {
        throw new DataModelError('names that are not in order, or there twice')
      }
      if (name === '__proto__') throw new DataModelError('a field with the name __proto__')
      map[name] = this.value(depth + 1)
      previous = name
    }
    return map
  }

  private link(head: number): L {
    if (this.argument(head) !== LINK_TAG) throw new DataModelError('a tag that is not of a link')
    const inner = this.byte()
    if (inner >> 5 !== 2) throw new DataModelError('a link that is not a byte string')
    const bytes = this.take(this.argument(inner))
    if (bytes[0] !== 0) throw new DataModelError('a link that does not begin with a zero')
    return this.leaves.link(linkFromBytes(new Uint8Array(bytes.subarray(1))))
  }

  private text(length: number): string {
    const { input, at } = this
    this.expectRoom(length, 1)
    const end = (this.at = at + length)
    if (length <= SHORT_TEXT && isAscii(input, at, end)) return latin1Slice.call(input, at, end)
    if (!isUtf8(input.subarray(at, end))) throw new DataModelError('a text that is not UTF-8')
    return utf8Slice.call(input, at, end)
  }

  /** The number in a head, which must be in its shortest form. */
  private argument(head: number): number {
    const short = head & 0x1f
    if (short < 24) return short
    if (short > 27) throw new DataModelError('a length that is reserved or indefinite')
    const size = 1 << (short - 24)
    const bytes = this.take(size)
    let value = 0
    for (let i = 0; i < size; i++) value = value * 0x100 + bytes[i]!
    if (value > INTEGER_MAX) throw tooLarge()
    const least = size === 1 ? 24 : 2 ** (4 * size)
    if (value < least) throw new DataModelError('a number that is not in its shortest form')
    return value
  }

  private byte(): number {
    const byte = this.input[this.at++]
    if (byte === undefined) throw cutShort()
    return byte
  }

  private take(length: number): Uint8Array {
    this.expectRoom(length, 1)
    const start = this.at
    this.at += length
    return this.input.subarray(start, this.at)
  }

  /** Refuses counts that the rest of the input cannot hold, before anything is made for them. */
  private expectRoom(count: number, eachMin: number): void {
    if (count * eachMin > this.input.length - this.at) throw cutShort()
  }
}

function isAscii(input: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (input[i]! > 0x7f) return false
  return true
}

function simple(head: number): null | boolean {
  if (head === 0xf4) return false
  if (head === 0xf5) return true
  if (head === 0xf6) return null
  throw new DataModelError(head >= 0xf9 && head <= 0xfb ? 'a float' : 'a value that the data model does not have')
}

function cutShort(): DataModelError {
  return new DataModelError('cut short')
}

function tooDeep(): DataModelError {
  return new DataModelError(`nested deeper than ${DEPTH_MAX} levels`)
}

function tooLarge(): DataModelError {
  return new DataModelError('a number beyond ±(2^53 - 1)')
}
