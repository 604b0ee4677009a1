/**
 * Takes the lock on a handle for the rest of a transaction: whoever makes an account with it in one transaction, and
 * whoever claims it for another account, see each other. `$1` is the handle.
 */
export const LOCK_HANDLE = `SELECT pg_advisory_xact_lock(hashtextextended('handle ' || $1, 0))`
