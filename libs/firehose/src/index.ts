export { decodeFrame } from './decode-frame.js'
export type { FrameHeader } from './decode-frame.js'
export {
  encodeAccountEvent,
  encodeCommitEvent,
  encodeIdentityEvent,
  encodeSyncEvent,
} from './event-frames.js'
export type { AccountEvent, CommitEvent, IdentityEvent, SyncEvent } from './events.js'
export { InvalidFrame } from './invalid-frame.js'
export { errorFrame, infoFrame } from './message-frames.js'
export { withSeq, withSeqs } from './stored-frame.js'
export type { NumberedFrame, StoredFrame } from './stored-frame.js'
