import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** How long whoever is refused by the database waits before that is said. */
const PAUSE_MS = 1_000

type Asked = (...args: unknown[]) => Promise<unknown> | undefined

/**
 * A pool for BullMQ. Its workers ask again at once when something fails that they do not take for a broken connection, as
 * most do that keep a PostgreSQL away: without pauses they fill the log and one core until it is back.
 */
export function patientPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config)
  pool.connect = patient(pool.connect.bind(pool) as Asked) as typeof pool.connect
  pool.query = patient(pool.query.bind(pool) as Asked) as typeof pool.query
  return pool
}

/** Tells failures late; what answers by a callback is the pool's own, and left as it is. */
function patient(ask: Asked): Asked {
  return (...args) =>
    ask(...args)?.catch(async (error: unknown) => {
      // Nothing is to be kept running by this.
      await sleep(PAUSE_MS, undefined, { ref: false })
      throw error
    })
}
