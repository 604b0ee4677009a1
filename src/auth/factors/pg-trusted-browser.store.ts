import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { TrustedBrowserStore } from './trusted-browser.store.js'

const TRUST = `
  INSERT INTO trusted_browser (device_id, did, until) VALUES ($1, $2, $3)
  ON CONFLICT (device_id, did) DO UPDATE SET until = excluded.until`

const REMOVE_EXPIRED = `
  DELETE FROM trusted_browser WHERE (device_id, did) IN (
    SELECT device_id, did FROM trusted_browser WHERE until <= $1::timestamptz LIMIT $2::int4)`

/** Browsers in the table `trusted_browser`. */
@Injectable()
export class PgTrustedBrowserStore extends TrustedBrowserStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async trust(deviceId: Uint8Array, did: Did, until: Date): Promise<void> {
    await this.db.query({
      name: 'browser-trust',
      text: TRUST,
      values: [Buffer.from(deviceId), did, until],
    })
  }

  override async isTrusted(deviceId: Uint8Array, did: Did, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'browser-is-trusted',
      text: 'SELECT FROM trusted_browser WHERE device_id = $1 AND did = $2 AND until > $3',
      values: [Buffer.from(deviceId), did, now],
    })
    return rowCount === 1
  }

  override async removeOf(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'browsers-distrust',
      text: 'DELETE FROM trusted_browser WHERE did = $1',
      values: [did],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }
}
