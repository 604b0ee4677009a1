import type pg from 'pg'

/** Key of the advisory lock that keeps objects in the store of blobs. Whoever holds it shares it with others. */
const HOLD_LOCK = 0x626c6f62

/**
 * Whether nobody holds the blobs, in SQL. A statement that asks for garbage asks this as well: it sees the garbage of the
 * time at which it began, and whoever comes to hold the blobs later sees these already without a row.
 */
export const NOBODY_HOLDS = `NOT EXISTS (
  SELECT FROM pg_locks
   WHERE locktype = 'advisory' AND classid = 0 AND objid = ${HOLD_LOCK} AND objsubid = 1
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))`

/**
 * Keeps what blobs name from being removed from the store, on all nodes, until the session of `client` ends: rows go
 * as ever, and their objects wait. To be called before the rows are read.
 */
export async function holdBlobs(client: pg.ClientBase): Promise<void> {
  await client.query('SELECT pg_advisory_lock_shared($1)', [HOLD_LOCK])
}
