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

/** A frame and its number: a safe integer from 1 on, as 0 is the cursor before all events. */
export interface NumberedFrame extends StoredFrame {
  seq: number
}

/**
 * The WebSocket message of an event.
 * @throws RangeError for any other number than {@link NumberedFrame} says
 */
export function withSeq(stored: StoredFrame, seq: number): Uint8Array {
  return withSeqs([{ ...stored, seq }])[0]!
}

/**
 * The WebSocket messages of events. They share their memory: to ask for some for each takes longer than to fill it.
 * @throws RangeError for any other number than {@link NumberedFrame} says
 */
export function withSeqs(events: readonly NumberedFrame[]): Uint8Array[] {
  let length = 0
  for (const { frame, seq } of events) {
    if (!Number.isSafeInteger(seq) || seq < 1) throw new RangeError(`not a sequence number: ${seq}`)
    length += frame.length + headLength(seq)
  }
  const bytes = new Uint8Array(length)
  let end = 0
  return events.map(({ frame, seqOffset, seq }) => {
    const start = end
    bytes.set(frame.subarray(0, seqOffset), start)
    end = writeHead(bytes, start + seqOffset, 0, seq)
    bytes.set(frame.subarray(seqOffset), end)
    end += frame.length - seqOffset
    return bytes.subarray(start, end)
  })
}
