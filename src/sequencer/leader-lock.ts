/** Key of the session-level advisory lock that makes a node the sequencer: while nodes run, one of them holds it. */
export const LEADER_LOCK = 0x67756c64
