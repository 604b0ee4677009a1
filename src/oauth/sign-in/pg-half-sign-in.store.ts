import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type HalfSignIn, type HalfSignInKey, HalfSignInStore } from './half-sign-in.store.js'

const PUT = `
  INSERT INTO half_sign_in (device_id, purpose, did, remembered, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (device_id, purpose) DO UPDATE
     SET did = excluded.did, remembered = excluded.remembered, expires_at = excluded.expires_at`

const REMOVE_EXPIRED = `
  DELETE FROM half_sign_in WHERE (device_id, purpose) IN (
    SELECT device_id, purpose FROM half_sign_in WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** Sign-ins between their two steps in the table `half_sign_in`. */
@Injectable()
export class PgHalfSignInStore extends HalfSignInStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(
    { deviceId, purpose }: HalfSignInKey,
    { did, remembered }: HalfSignIn,
    expiresAt: Date,
  ): Promise<void> {
    await this.db.query({
      name: 'half-sign-in-put',
      text: PUT,
      values: [Buffer.from(deviceId), purpose, did, remembered, expiresAt],
    })
  }

  override async find({ deviceId, purpose }: HalfSignInKey, now: Date): Promise<HalfSignIn | undefined> {
    const { rows } = await this.db.query<HalfSignIn>({
      name: 'half-sign-in-find',
      text: `SELECT did, remembered FROM half_sign_in
              WHERE device_id = $1 AND purpose = $2 AND expires_at > $3::timestamptz`,
      values: [Buffer.from(deviceId), purpose, now],
    })
    return rows[0]
  }

  override async remove({ deviceId, purpose }: HalfSignInKey): Promise<void> {
    await this.db.query({
      name: 'half-sign-in-remove',
      text: 'DELETE FROM half_sign_in WHERE device_id = $1 AND purpose = $2',
      values: [Buffer.from(deviceId), purpose],
    })
  }

  override async removeOf(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'half-sign-ins-remove',
      text: 'DELETE FROM half_sign_in WHERE did = $1',
      values: [did],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }
}
