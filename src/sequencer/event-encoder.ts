import {
  encodeAccountEvent,
  encodeCommitEvent,
  encodeIdentityEvent,
  encodeSyncEvent,
  type StoredFrame,
} from '@guildhall/firehose'
import type { EventInput } from './event-input.js'

/**
 * Encodes an event once, for all its readers: everything but the sequence number, which is spliced in when the
 * event is read.
 * @param time RFC 3339 time of the event; it becomes `time` of the message
 */
export function encodeEvent(event: EventInput, time: string): StoredFrame {
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
