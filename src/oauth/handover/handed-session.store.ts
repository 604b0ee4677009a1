import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'

/** Whose sign-in it is, and in which browser. */
export interface HandedSession {
  /** of the browser, as the host of members' pages knows it */
  readonly deviceId: Buffer
  readonly did: Did
}

/** Only of somebody who is signed in still. */
const ADD = `
  INSERT INTO oauth_handed_session (id, device_id, did, expires_at)
  SELECT $1::bytea, device_id, did, $4::timestamptz FROM oauth_device_account WHERE device_id = $2 AND did = $3
     FOR KEY SHARE`

const FIND = `
  SELECT device_id, did FROM oauth_handed_session WHERE id = ANY($1::bytea[]) AND expires_at > $2::timestamptz
   ORDER BY array_position($1::bytea[], id) LIMIT 1`

const REMOVE_EXPIRED = `
  DELETE FROM oauth_handed_session
   WHERE id IN (SELECT id FROM oauth_handed_session WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** Sign-ins that another host of this service knows as well, in the table `oauth_handed_session`. */
@Injectable()
export class HandedSessionStore {
  constructor(private readonly db: Database) {}

  /** @param id digest of its cookie @returns `false` if the account is not signed in in that browser any more */
  async add(id: Uint8Array, { deviceId, did }: HandedSession, expiresAt: Date): Promise<boolean> {
    const values = [Buffer.from(id), deviceId, did, expiresAt]
    return (await this.db.query({ name: 'handed-session-add', text: ADD, values })).rowCount === 1
  }

  /** The first that is good. @param ids digests of cookies, in the order in which they came */
  async find(ids: readonly Uint8Array[], now: Date): Promise<HandedSession | undefined> {
    const { rows } = await this.db.query<{ device_id: Buffer; did: Did }>({
      name: 'handed-session-find',
      text: FIND,
      values: [ids.map((id) => Buffer.from(id)), now],
    })
    return rows[0] && { deviceId: rows[0].device_id, did: rows[0].did }
  }

  /** Removes up to `limit` that have expired; returns how many went. */
  async removeExpired(now: Date, limit: number): Promise<number> {
    return (
      await this.db.query({ name: 'handed-session-expire', text: REMOVE_EXPIRED, values: [now, limit] })
    ).rowCount
  }
}
