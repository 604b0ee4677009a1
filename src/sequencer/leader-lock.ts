/** Key of the session-level advisory lock that makes a node the sequencer: while nodes run, one of them holds it. */
export const LEADER_LOCK = 0x67756c64

/** How a node asks for the lock: several times a second, on a connection that asks for nothing else. */
export const TRY_LOCK = 'SELECT pg_try_advisory_lock($1) AS is_leader'
