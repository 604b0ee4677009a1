import { headLength, writeHead } from './frame-writer.js'

/**
 * A frame before it has its sequence number: header and body without the integer under `seq`. It is spliced in when
 * the event is numbered, so that a frame is encoded once, at its commit.
 */
export interface StoredFrame {
  frame: Uint8Array
  /** Where the integer goes: right behind the key `seq`. */
  seqOffset: number
}

/**
 * The WebSocket message of an event.
 * @param seq a safe integer from 1 on: 0 is the cursor before all events
 * @throws RangeError for any other number
 */
export function withSeq({ frame, seqOffset }: StoredFrame, seq: number): Uint8Array {
  if (!Number.isSafeInteger(seq) || seq < 1) throw new RangeError(`not a sequence number: ${seq}`)
  const message = new Uint8Array(frame.length + headLength(seq))
  message.set(frame.subarray(0, seqOffset))
  const end = writeHead(message, seqOffset, 0, seq)
  message.set(frame.subarray(seqOffset), end)
  return message
}
