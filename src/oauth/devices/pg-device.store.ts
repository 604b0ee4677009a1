import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import type { SignInProof } from './sign-in-proof.js'
import { type DeviceAccount, DeviceStore, type DeviceTraits, type SignedInDevice } from './device.store.js'

const SEE = `
  INSERT INTO oauth_device (id, user_agent, ip, created_at, seen_at)
  VALUES ($1, $2, $3, $4::timestamptz, $4::timestamptz)
  ON CONFLICT (id) DO UPDATE
     SET user_agent = excluded.user_agent, ip = coalesce(excluded.ip, oauth_device.ip), seen_at = excluded.seen_at`

const SIGN_IN = `
  WITH place AS (UPDATE oauth_device SET ip = $5 WHERE id = $1)
  INSERT INTO oauth_device_account (device_id, did, remembered, signed_in_at, proved_at, proved_by)
  VALUES ($1, $2, $3, $4, $6, $7)
  ON CONFLICT (device_id, did) DO UPDATE
     SET remembered = excluded.remembered, signed_in_at = excluded.signed_in_at, proved_at = excluded.proved_at,
         proved_by = excluded.proved_by`

const DEVICES_OF = `
  SELECT device.id, device.user_agent, device.ip, device.seen_at, account.remembered, account.signed_in_at
    FROM oauth_device_account account JOIN oauth_device device ON device.id = account.device_id
   WHERE account.did = $1 ORDER BY device.seen_at DESC, device.id`

/** One browser, or all but that one. */
const LEAVE = `
  DELETE FROM oauth_device_account WHERE did = $1 AND (device_id = $2) = $3::boolean`

const REMOVE_UNSEEN = `
  WITH gone AS (
    DELETE FROM oauth_device
     WHERE id IN (SELECT id FROM oauth_device WHERE seen_at < $1::timestamptz LIMIT $2::int4)
    RETURNING id),
  accounts AS (DELETE FROM oauth_device_account WHERE device_id IN (SELECT id FROM gone))
  SELECT id FROM gone`

interface AccountRow {
  did: Did
  remembered: boolean
  signed_in_at: Date
  proved_at: Date
  proved_by: SignInProof
}

/** Browsers in the tables `oauth_device` and `oauth_device_account`. */
@Injectable()
export class PgDeviceStore extends DeviceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async see(deviceId: Uint8Array, { userAgent, ip }: DeviceTraits, now: Date): Promise<void> {
    await this.db.query({
      name: 'oauth-device-see',
      text: SEE,
      values: [Buffer.from(deviceId), userAgent ?? null, ip ?? null, now],
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

  override async signIn(
    deviceId: Uint8Array,
    { did, remembered, signedInAt, provedAt, provedBy }: DeviceAccount,
    ip: string,
  ): Promise<void> {
    await this.db.query({
      name: 'oauth-device-sign-in',
      text: SIGN_IN,
      values: [Buffer.from(deviceId), did, remembered, signedInAt, ip, provedAt, provedBy],
    })
  }

  override async accounts(deviceId: Uint8Array): Promise<DeviceAccount[]> {
    const { rows } = await this.db.query<AccountRow>({
      name: 'oauth-device-accounts',
      text: `SELECT did, remembered, signed_in_at, coalesce(proved_at, signed_in_at) AS proved_at,
                    coalesce(proved_by, 'password') AS proved_by
               FROM oauth_device_account WHERE device_id = $1 ORDER BY signed_in_at DESC, did`,
      values: [Buffer.from(deviceId)],
    })
    return rows.map(({ signed_in_at: signedInAt, proved_at: provedAt, proved_by: provedBy, ...row }) => ({
      ...row,
      signedInAt,
      provedAt,
      provedBy,
    }))
  }

  override async devicesOf(did: Did): Promise<SignedInDevice[]> {
    const { rows } = await this.db.query<{
      id: Buffer
      user_agent: string | null
      ip: string | null
      seen_at: Date
      remembered: boolean
      signed_in_at: Date
    }>({ name: 'oauth-devices-of', text: DEVICES_OF, values: [did] })
    return rows.map((row) => ({
      id: row.id,
      userAgent: row.user_agent ?? undefined,
      ip: row.ip ?? undefined,
      seenAt: row.seen_at,
      remembered: row.remembered,
      signedInAt: row.signed_in_at,
    }))
  }

  override async leave(did: Did, deviceId: Uint8Array, others: 'stay' | 'leave'): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-device-leave',
      text: LEAVE,
      values: [did, Buffer.from(deviceId), others === 'stay'],
    })
    return rowCount > 0
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
