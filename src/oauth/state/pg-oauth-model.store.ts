import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { modelDigest } from './model-digest.js'
import { type ModelKey, type NewModel, OauthModelStore, type StoredModel } from './oauth-model.store.js'

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

/** Of several at a time, the later ones wait for the row, and find it used. */
const REPLACE = `
  WITH used AS (
    UPDATE oauth_model SET consumed_at = $8::timestamptz
     WHERE kind = $6 AND id = $7 AND consumed_at IS NULL
    RETURNING 1)
  INSERT INTO oauth_model (kind, id, payload, grant_id, expires_at)
  SELECT $1, $2, $3::jsonb, $4, $5::timestamptz FROM used`

const REMOVE_EXPIRED = `
  DELETE FROM oauth_model
   WHERE (kind, id) IN (SELECT kind, id FROM oauth_model WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** The state of the authorization server in the table `oauth_model`. */
@Injectable()
export class PgOauthModelStore extends OauthModelStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(model: NewModel): Promise<void> {
    await this.db.query({
      name: 'oauth-model-put',
      text: PUT,
      values: valuesOf(model),
    })
  }

  override async find({ kind, id }: ModelKey, now: Date): Promise<StoredModel | undefined> {
    const { rows } = await this.db.query<{ payload: Record<string, unknown>; consumed_at: Date | null }>({
      name: 'oauth-model-find',
      text: `SELECT payload, consumed_at FROM oauth_model
              WHERE kind = $1 AND id = $2 AND expires_at > $3::timestamptz`,
      values: [kind, modelDigest(id), now],
    })
    const row = rows[0]
    return row && { payload: row.payload, consumedAt: row.consumed_at ?? undefined }
  }

  override async consume({ kind, id }: ModelKey, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-consume',
      text: CONSUME,
      values: [kind, modelDigest(id), now],
    })
    return rowCount === 1
  }

  override async replace({ kind, id }: ModelKey, by: NewModel, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-replace',
      text: REPLACE,
      values: [...valuesOf(by), kind, modelDigest(id), now],
    })
    return rowCount === 1
  }

  override async bind({ kind, id }: ModelKey, deviceId: Uint8Array): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'oauth-model-bind',
      text: `UPDATE oauth_model SET device_id = $3
              WHERE kind = $1 AND id = $2 AND consumed_at IS NULL AND (device_id IS NULL OR device_id = $3)`,
      values: [kind, modelDigest(id), Buffer.from(deviceId)],
    })
    return rowCount === 1
  }

  override async remove({ kind, id }: ModelKey): Promise<void> {
    await this.db.query({
      name: 'oauth-model-remove',
      text: 'DELETE FROM oauth_model WHERE kind = $1 AND id = $2',
      values: [kind, modelDigest(id)],
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

function valuesOf({ key, payload, grantId, expiresAt }: NewModel): unknown[] {
  return [key.kind, modelDigest(key.id), JSON.stringify(payload), grantId ?? null, expiresAt]
}
