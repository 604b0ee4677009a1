import { FrameWriter } from './frame-writer.js'

const MESSAGE_BYTES = 200
/** CBOR of -1. */
const MINUS_ONE = Uint8Array.of(0x20)

/**
 * The frame that tells a subscriber something, such as `OutdatedCursor`: header `{op: 1, t: "#info"}`. It has no
 * sequence number.
 */
export function infoFrame(name: string, message?: string): Uint8Array {
  const out = new FrameWriter(MESSAGE_BYTES)
  out.map(2)
  out.text('t')
  out.text('#info')
  out.text('op')
  out.integer(1)
  writeBody(out, 'name', name, message)
  return out.finish()
}

/** The last frame before a connection is closed for a reason, such as `FutureCursor`: header `{op: -1}`. */
export function errorFrame(error: string, message?: string): Uint8Array {
  const out = new FrameWriter(MESSAGE_BYTES)
  out.map(1)
  out.text('op')
  out.raw(MINUS_ONE)
  writeBody(out, 'error', error, message)
  return out.finish()
}

/** Both keys are shorter than `message`, so they stand before it. */
function writeBody(out: FrameWriter, key: 'name' | 'error', value: string, message?: string): void {
  out.map(message === undefined ? 1 : 2)
  out.text(key)
  out.text(value)
  if (message === undefined) return
  out.text('message')
  out.text(message)
}
