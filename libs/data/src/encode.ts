import { Buffer } from 'node:buffer'
import { CID } from 'multiformats/cid'
import { DataModelError } from './data-model-error.js'
import { compareNames } from './utf8-order.js'
import { DEPTH_MAX, type LexMap, type LexValue } from './values.js'

const MAJOR = { unsigned: 0x00, negative: 0x20, bytes: 0x40, text: 0x60, list: 0x80, map: 0xa0 } as const
const FALSE = 0xf4
const TRUE = 0xf5
const NULL = 0xf6
const HEAD_MAX_BYTES = 9
/** A text of this many characters or fewer is written faster character by character. */
const SHORT_TEXT = 32
const UTF8_MAX_BYTES = 3
const FIRST_BYTES = 16 * 1024
/** A larger buffer than this is given back after use. */
const KEEP_MAX_BYTES = 1024 * 1024

// The state of the one encoding that is going on: a value is written without a pause.
let out = Buffer.allocUnsafeSlow(FIRST_BYTES)
let at = 0
/** Names and places on the way to what is being written, one per level. */
const trail: (string | number)[] = []

/**
 * A value as canonical DAG-CBOR (atproto.com/specs/data-model): names sorted, shortest heads, no floats. A name with
 * the value `undefined` is left out.
 * @throws DataModelError for what the data model does not have: fractions, numbers past 2^53, lone surrogates,
 * `undefined` in lists, objects of other classes, nesting beyond {@link DEPTH_MAX}
 */
export function encode(value: LexValue): Uint8Array {
  at = 0
  try {
    write(value, 0)
    return new Uint8Array(out.subarray(0, at))
  } finally {
    if (out.length > KEEP_MAX_BYTES) out = Buffer.allocUnsafeSlow(FIRST_BYTES)
  }
}

function write(value: LexValue | undefined, depth: number): void {
  reserve(HEAD_MAX_BYTES)
  switch (typeof value) {
    case 'string':
      return writeText(value, depth)
    case 'number':
      return writeInteger(value, depth)
    case 'boolean':
      out[at++] = value ? TRUE : FALSE
      return
    case 'object':
      return writeObject(value, depth)
    default:
      throw problem(`a value of the type ${typeof value}`, depth)
  }
}

function writeObject(value: Exclude<LexValue, string | number | boolean>, depth: number): void {
  if (value === null) {
    out[at++] = NULL
    return
  }
  if (Array.isArray(value)) return writeList(value, depth)
  if (value instanceof Uint8Array) return writeBytes(value)
  if (value instanceof CID) return writeLink(value.bytes)
  const { constructor } = value
  if (typeof constructor === 'function' && constructor !== Object && !isPlain(value)) {
    throw problem('an object that is not plain', depth)
  }
  writeMap(value, depth)
}

/** Objects of another realm are plain as well: theirs is another `Object`. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype !== null && Object.getPrototypeOf(prototype) === null
}

function writeList(list: LexValue[], depth: number): void {
  descend(depth)
  writeHead(MAJOR.list, list.length)
  for (let i = 0; i < list.length; i++) {
    trail[depth] = i
    write(list[i], depth + 1)
  }
}

function writeMap(map: LexMap, depth: number): void {
  descend(depth)
  const names = Object.keys(map).filter((name) => map[name] !== undefined)
  names.sort(compareNames)
  writeHead(MAJOR.map, names.length)
  for (const name of names) {
    trail[depth] = name
    reserve(HEAD_MAX_BYTES)
    writeText(name, depth + 1)
    write(map[name], depth + 1)
  }
}

function writeText(text: string, depth: number): void {
  const length = text.length
  if (length <= SHORT_TEXT && writeShortAscii(text)) return
  if (!text.isWellFormed()) throw problem('a text that is not well-formed Unicode', depth)
  reserve(HEAD_MAX_BYTES + length * UTF8_MAX_BYTES)
  const size = Buffer.byteLength(text, 'utf8')
  writeHead(MAJOR.text, size)
  at += out.write(text, at, 'utf8')
}

/** Writes a short text if it is ASCII; a head of one or two bytes is set once the length is certain. */
function writeShortAscii(text: string): boolean {
  const length = text.length
  reserve(HEAD_MAX_BYTES + length)
  const start = at
  writeHead(MAJOR.text, length)
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i)
    if (code > 0x7f) {
      at = start
      return false
    }
    out[at++] = code
  }
  return true
}

function writeInteger(value: number, depth: number): void {
  if (!Number.isSafeInteger(value)) throw problem('a number that is not an integer within ±(2^53 - 1)', depth)
  if (value >= 0) writeHead(MAJOR.unsigned, value)
  else writeHead(MAJOR.negative, -1 - value)
}

function writeBytes(bytes: Uint8Array): void {
  reserve(HEAD_MAX_BYTES + bytes.length)
  writeHead(MAJOR.bytes, bytes.length)
  out.set(bytes, at)
  at += bytes.length
}

/** Tag 42 around a byte string of a zero and the CID. */
function writeLink(cid: Uint8Array): void {
  reserve(HEAD_MAX_BYTES + 3 + cid.length)
  out[at++] = 0xd8
  out[at++] = 42
  writeHead(MAJOR.bytes, cid.length + 1)
  out[at++] = 0
  out.set(cid, at)
  at += cid.length
}

function writeHead(major: number, argument: number): void {
  if (argument < 24) {
    out[at++] = major | argument
  } else if (argument < 0x100) {
    out[at++] = major | 24
    out[at++] = argument
  } else if (argument < 0x10000) {
    out[at++] = major | 25
    at = out.writeUInt16BE(argument, at)
  } else if (argument < 0x100000000) {
    out[at++] = major | 26
    at = out.writeUInt32BE(argument, at)
  } else {
    out[at++] = major | 27
    at = out.writeUInt32BE(Math.floor(argument / 0x100000000), at)
    at = out.writeUInt32BE(argument % 0x100000000, at)
  }
}

function descend(depth: number): void {
  if (depth >= DEPTH_MAX) throw problem(`nested deeper than ${DEPTH_MAX} levels`, 0)
}

function reserve(count: number): void {
  if (at + count <= out.length) return
  const larger = Buffer.allocUnsafeSlow(Math.max(out.length * 2, at + count))
  larger.set(out.subarray(0, at))
  out = larger
}

function problem(message: string, depth: number): DataModelError {
  const path = trail
    .slice(0, depth)
    .map((step) => `/${step}`)
    .join('')
  return new DataModelError(message, path)
}
