import {
  encodeAccountEvent,
  encodeCommitEvent,
  encodeIdentityEvent,
  encodeSyncEvent,
  type StoredFrame,
} from '@guildhall/firehose'
import type { EventInput } from './event-input.js'

/** Largest message of an event stream, in bytes (atproto.com/specs/event-stream); consumers close the connection over a larger one. */
export const FRAME_BYTES_MAX = 5_000_000

/** What the number adds to a stored frame at most. */
const SEQ_BYTES_MAX = 9

/**
 * Encodes an event once, for all its readers: everything but the sequence number, which is spliced in when the
 * event is read.
 * @param time RFC 3339 time of the event; it becomes `time` of the message
 * @throws Error when the frame would be larger than a message may be; the limits on commits are far below that
 */
export function encodeEvent(event: EventInput, time: string): StoredFrame {
  const stored = encode(event, time)
  const size = stored.frame.length + SEQ_BYTES_MAX
  if (size > FRAME_BYTES_MAX)
    throw new Error(`a ${event.kind} event of ${size} bytes is too large for the stream`)
  return stored
}

function encode(event: EventInput, time: string): StoredFrame {
  switch (event.kind) {
    case 'commit':
      return encodeCommitEvent({ ...event, time })
    case 'sync':
      return encodeSyncEvent({ ...event, time })
    case 'identity':
      return encodeIdentityEvent({ ...event, time })
    case 'account':
      return encodeAccountEvent({ ...event, time })
  }
}
