import { DataModelError, decodeFirst, decodeStrict, isLexMap } from '@guildhall/data'
import type { LexMap } from '@guildhall/data'
import { InvalidFrame } from './invalid-frame.js'

/** What a frame says about its body: op 1 is a message of type t, op -1 an error. */
export interface FrameHeader {
  op: 1 | -1
  t?: string
}

/** Longest header that is read: its two fields, and room for what may come with them one day. */
const HEADER_MAX_BYTES = 4096

/**
 * Reads a frame of an event stream, such as another server's.
 * @throws InvalidFrame when it is not two DAG-CBOR objects, a header with `op` and `t` and a map
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

/** `op` and, for a message, `t`; fields that nobody knows yet are passed over. */
function readHeader(bytes: Uint8Array): { header: FrameHeader; end: number } {
  try {
    const { value, end } = decodeFirst(bytes.subarray(0, HEADER_MAX_BYTES))
    if (isLexMap(value)) {
      const { op, t } = value
      if (op === -1 && t === undefined) return { header: { op }, end }
      if (op === 1 && typeof t === 'string') return { header: { op, t }, end }
    }
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidFrame(`the header of a frame: ${error.message}`)
  }
  throw new InvalidFrame('not the header of a frame')
}
