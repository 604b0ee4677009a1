import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type ModelKey, OauthModelStore, type StoredModel } from './oauth-model.store.js'

const PUT = `
  INSERT INTO oauth_model (kind, id, payload, grant_id, expires_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (kind, id) DO UPDATE
     SET payload = excluded.payload, grant_id = excluded.grant_id, expires_at = excluded.expires_at`

/**
 * The disk is not waited for: what takes the place of a code or a token is written after it, and lasts. If the database
 * dies in between, nobody was told of the new one, and the old one is as good as it was.
 */
const CONSUME = `
  UPDATE oauth_model SET consumed_at = $3::timestamptz
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
   WHERE kind = $1 AND id = $2 AND consumed_at IS NULL`

const REMOVE_EXPIRED = `
  DELETE FROM oauth_model
   WHERE (kind, id) IN (SELECT kind, id FROM oauth_model WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** The state of the authorization server in the table `oauth_model`. */
@Injectable()
export class PgOauthModelStore extends OauthModelStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(
    { kind, id }: ModelKey,
    payload: Record<string, unknown>,
    grantId: string | undefined,
    expiresAt: Date,
  ): Promise<void> {
    await this.db.query({
      name: 'oauth-model-put',
      text: PUT,
      values: [kind, digestOf(id), JSON.stringify(payload), grantId ?? null, expiresAt],
    })
  }

  override async find({ kind, id }: ModelKey, now: Date): Promise<StoredModel | undefined> {
    const { rows } = await this.db.query<{ payload: Record<string, unknown>; consumed_at: Date | null }>({
      name: 'oauth-model-find',
      text: `SELECT payload, consumed_at FROM oauth_model
              WHERE kind = $1 AND id = $2 AND expires_at > $3::timestamptz`,
      values: [kind, digestOf(id), now],
    })
    const row = rows[0]
    return row && { payload: row.payload, consumedAt: row.consumed_at ?? undefined }
  }

  override async consume({ kind, id }: ModelKey, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-consume',
      text: CONSUME,
      values: [kind, digestOf(id), now],
    })
    return rowCount === 1
  }

  override async bind({ kind, id }: ModelKey, deviceId: Uint8Array): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-bind',
      text: `UPDATE oauth_model SET device_id = $3
              WHERE kind = $1 AND id = $2 AND consumed_at IS NULL AND (device_id IS NULL OR device_id = $3)`,
      values: [kind, digestOf(id), Buffer.from(deviceId)],
    })
    return rowCount === 1
  }

  override async remove({ kind, id }: ModelKey): Promise<void> {
    await this.db.query({
      name: 'oauth-model-remove',
      text: 'DELETE FROM oauth_model WHERE kind = $1 AND id = $2',
      values: [kind, digestOf(id)],
    })
  }

  override async removeGrants(on: Queryable, grantIds: readonly string[]): Promise<void> {
    await on.query({
      name: 'oauth-model-remove-grants',
      text: 'DELETE FROM oauth_model WHERE grant_id = ANY ($1::text[])',
      values: [grantIds],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}

function digestOf(id: string): Buffer {
  return createHash('sha256').update(id).digest()
}
