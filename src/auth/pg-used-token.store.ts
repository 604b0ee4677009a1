import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { UsedTokenStore } from './used-token.store.js'

/**
 * The disk is not waited for: a use may get lost when the database dies, and what was used in its last moments can be
 * used once more, by somebody who has it, as long as it is not too old.
 */
const ADD = `
  INSERT INTO used_token (key, until)
  SELECT $1::bytea, $2::timestamptz FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
  ON CONFLICT (key) DO NOTHING`

const REMOVE_EXPIRED = `
  DELETE FROM used_token WHERE key IN (SELECT key FROM used_token WHERE until <= $1::timestamptz LIMIT $2::int4)`

/** Used tokens in the table `used_token`. */
@Injectable()
export class PgUsedTokenStore extends UsedTokenStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async use(key: Uint8Array, until: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'used-token-add',
      text: ADD,
      values: [key, until],
    })
    return rowCount === 1
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'used-token-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}
