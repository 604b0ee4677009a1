import { Injectable } from '@nestjs/common'
import { Database } from '../database/index.js'
import { UsedTokenStore } from './used-token.store.js'

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
      text: 'INSERT INTO used_token (key, until) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING',
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
