import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'

const REMOVE_EXPIRED = `
  DELETE FROM sso_logout_token WHERE ctid IN (
    SELECT ctid FROM sso_logout_token WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** Logout tokens that were used, so that each is good once, on whichever node. */
@Injectable()
export class UsedLogoutTokens {
  constructor(private readonly db: Database) {}

  async isUsed(connectionId: string, jti: string): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: 'SELECT FROM sso_logout_token WHERE connection_id = $1::uuid AND jti = $2',
      values: [connectionId, jti],
    })
    return rowCount > 0
  }

  /** Notes that one was used. @param until it would not be taken any more anyway */
  async use(connectionId: string, jti: string, until: Date): Promise<void> {
    await this.db.query({
      text: `INSERT INTO sso_logout_token (connection_id, jti, expires_at) VALUES ($1::uuid, $2, $3)
             ON CONFLICT DO NOTHING`,
      values: [connectionId, jti, until],
    })
  }

  /** Removes up to `limit` that have expired; returns how many went. */
  async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }
}
