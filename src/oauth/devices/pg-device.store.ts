import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type DeviceAccount, DeviceStore } from './device.store.js'

const SEE = `
  INSERT INTO oauth_device (id, user_agent, created_at, seen_at)
  VALUES ($1, $2, $3::timestamptz, $3::timestamptz)
  ON CONFLICT (id) DO UPDATE SET user_agent = excluded.user_agent, seen_at = excluded.seen_at`

const SIGN_IN = `
  INSERT INTO oauth_device_account (device_id, did, remembered, signed_in_at) VALUES ($1, $2, $3, $4)
  ON CONFLICT (device_id, did) DO UPDATE
     SET remembered = excluded.remembered, signed_in_at = excluded.signed_in_at`

const REMOVE_UNSEEN = `
  WITH gone AS (
    DELETE FROM oauth_device
     WHERE id IN (SELECT id FROM oauth_device WHERE seen_at < $1::timestamptz LIMIT $2::int4)
    RETURNING id),
  accounts AS (DELETE FROM oauth_device_account WHERE device_id IN (SELECT id FROM gone))
  SELECT id FROM gone`

/** Browsers in the tables `oauth_device` and `oauth_device_account`. */
@Injectable()
export class PgDeviceStore extends DeviceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async see(deviceId: Uint8Array, userAgent: string | undefined, now: Date): Promise<void> {
    await this.db.query({
      name: 'oauth-device-see',
      text: SEE,
      values: [Buffer.from(deviceId), userAgent ?? null, now],
    })
  }

  override async knows(deviceId: Uint8Array): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-device-knows',
      text: 'SELECT FROM oauth_device WHERE id = $1',
      values: [Buffer.from(deviceId)],
    })
    return rowCount > 0
  }

  override async signIn(deviceId: Uint8Array, { did, remembered, signedInAt }: DeviceAccount): Promise<void> {
    await this.db.query({
      name: 'oauth-device-sign-in',
      text: SIGN_IN,
      values: [Buffer.from(deviceId), did, remembered, signedInAt],
    })
  }

  override async accounts(deviceId: Uint8Array): Promise<DeviceAccount[]> {
    const { rows } = await this.db.query<{ did: Did; remembered: boolean; signed_in_at: Date }>({
      name: 'oauth-device-accounts',
      text: `SELECT did, remembered, signed_in_at FROM oauth_device_account
              WHERE device_id = $1 ORDER BY signed_in_at DESC, did`,
      values: [Buffer.from(deviceId)],
    })
    return rows.map(({ did, remembered, signed_in_at: signedInAt }) => ({ did, remembered, signedInAt }))
  }

  override async signOut(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'oauth-device-sign-out',
      text: 'DELETE FROM oauth_device_account WHERE did = $1',
      values: [did],
    })
  }

  override async removeUnseen(since: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'oauth-device-remove',
      text: REMOVE_UNSEEN,
      values: [since, limit],
    })
    return rowCount
  }
}
