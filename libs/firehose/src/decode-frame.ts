import { Buffer, isUtf8 } from 'node:buffer'
import { DataModelError, decodeStrict, isLexMap } from '@guildhall/data'
import type { LexMap } from '@guildhall/data'
import { InvalidFrame } from './invalid-frame.js'

/** What a frame says about its body: op 1 is a message of type t, op -1 an error. */
export interface FrameHeader {
  op: 1 | -1
  t?: string
}

/** Longest `t` that is read, in bytes. */
const TYPE_MAX_BYTES = 255
/** Longest header that is read: `t` with what is around it. */
const HEADER_MAX_BYTES = TYPE_MAX_BYTES + 9

/** `{op: -1}`; `{t:` and `op: 1}` around the type. */
const ERROR_HEADER = Buffer.from([0xa1, 0x62, 0x6f, 0x70, 0x20])
const MESSAGE_START = Buffer.from([0xa2, 0x61, 0x74])
const MESSAGE_END = Buffer.from([0x62, 0x6f, 0x70, 0x01])

/**
 * Reads a frame of an event stream, such as another server's.
 * @throws InvalidFrame when it is not two DAG-CBOR objects, `{op, t?}` and a map
 */
export function decodeFrame(bytes: Uint8Array): { header: FrameHeader; body: LexMap } {
  const { header, end } = readHeader(bytes)
  try {
    const body = decodeStrict(bytes.subarray(end))
    if (isLexMap(body)) return { header, body }
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidFrame(`the body of a frame: ${error.message}`)
  }
  throw new InvalidFrame('the body of a frame is not a map')
}

/** A header is `{op: -1}` or `{t, op: 1}`, in canonical order. */
function readHeader(bytes: Uint8Array): { header: FrameHeader; end: number } {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEADER_MAX_BYTES))
  if (start.subarray(0, 5).equals(ERROR_HEADER)) return { header: { op: -1 }, end: 5 }
  const type = start.subarray(0, 3).equals(MESSAGE_START) ? readTextHead(start, 3) : undefined
  if (type !== undefined) {
    const end = type.end + MESSAGE_END.length
    const text = start.subarray(type.start, type.end)
    if (start.subarray(type.end, end).equals(MESSAGE_END) && isUtf8(text)) {
      return { header: { op: 1, t: text.toString('utf8') }, end }
    }
  }
  throw new InvalidFrame('not the header of a frame')
}

/** Where a text begins and ends, if it is one of at most TYPE_MAX_BYTES. */
function readTextHead(bytes: Uint8Array, at: number): { start: number; end: number } | undefined {
  const head = bytes[at] ?? 0
  const length = head === 0x78 ? (bytes[at + 1] ?? 0) : head & 0x1f
  if (head === 0x78 ? length < 24 : head < 0x60 || head > 0x77) return undefined
  const start = at + (head === 0x78 ? 2 : 1)
  return { start, end: start + length }
}
