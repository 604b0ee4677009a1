import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'

/** First key of the advisory locks that let one run at a time move an account; the second is made of its DID. */
const MOVE_LOCK = 1_297_045_061

/** Lets one run at a time move an account, on whichever node: a job may be begun again while its node is only slow. */
@Injectable()
export class MoveTurns {
  constructor(private readonly db: Database) {}

  /** Waits until nobody else moves the account, and does something. */
  async take<T>(did: string, act: () => Promise<T>): Promise<T> {
    const client = await this.db.newClient()
    // Without the connection there is no lock; the store still keeps out whoever has lost its turn.
    client.on('error', () => undefined)
    try {
      await client.query('SELECT pg_advisory_lock($1::int4, hashtext($2))', [MOVE_LOCK, did])
      return await act()
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
