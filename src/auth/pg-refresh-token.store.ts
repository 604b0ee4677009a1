import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { RefreshTokenStore, type RotatedSession, type StoredSession } from './refresh-token.store.js'

const ADD = `
  INSERT INTO refresh_token (id, did, expires_at, app_password_name, created_at)
  VALUES ($1, $2, $3, $4, now())`

/*
 * Simultaneous rotations of one token wait for its row, and each then finds it still good: the successor is
 * inserted by whoever comes first. A session whose app password is gone ends even if its row outlived it.
 */
const ROTATE = `
  WITH used AS (
    UPDATE refresh_token
       SET rotated_at = coalesce(rotated_at, $4::timestamptz), expires_at = least(expires_at, $5::timestamptz)
     WHERE id = $1 AND did = $2 AND expires_at > $4::timestamptz
       AND (app_password_name IS NULL OR EXISTS (
         SELECT FROM app_password password WHERE password.did = $2 AND password.name = app_password_name))
    RETURNING did, app_password_name),
  next AS (
    INSERT INTO refresh_token (id, did, expires_at, app_password_name, created_at)
    SELECT $3::bytea, did, $6::timestamptz, app_password_name, $4::timestamptz FROM used
    ON CONFLICT (id) DO NOTHING)
  SELECT used.app_password_name AS name, app_password.privileged
    FROM used LEFT JOIN app_password ON app_password.did = used.did AND app_password.name = used.app_password_name`

const REMOVE_EXPIRED = `
  DELETE FROM refresh_token
   WHERE id IN (SELECT id FROM refresh_token WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** Sessions in the table `refresh_token`. */
@Injectable()
export class PgRefreshTokenStore extends RefreshTokenStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(on: Queryable, key: Uint8Array, session: StoredSession): Promise<void> {
    await on.query({
      name: 'refresh-token-add',
      text: ADD,
      values: [key, session.did, session.expiresAt, session.appPasswordName ?? null],
    })
  }

  override async rotate(
    rotation: Parameters<RefreshTokenStore['rotate']>[0],
  ): Promise<RotatedSession | undefined> {
    const { did, key, successorKey, now, graceEnd, successorExpiresAt } = rotation
    const { rows } = await this.db.query<{ name: string | null; privileged: boolean | null }>({
      name: 'refresh-token-rotate',
      text: ROTATE,
      values: [key, did, successorKey, now, graceEnd, successorExpiresAt],
    })
    const row = rows[0]
    if (!row) return undefined
    return {
      appPassword: row.name === null ? undefined : { name: row.name, privileged: row.privileged ?? false },
    }
  }

  override async remove(key: Uint8Array): Promise<void> {
    await this.db.query({
      name: 'refresh-token-remove',
      text: 'DELETE FROM refresh_token WHERE id = $1',
      values: [key],
    })
  }

  override async removeOf(on: Queryable, did: Did, appPasswordName?: string): Promise<void> {
    await on.query({
      name: 'refresh-token-remove-of',
      text: `DELETE FROM refresh_token
              WHERE did = $1 AND ($2::text IS NULL OR app_password_name = $2::text)`,
      values: [did, appPasswordName ?? null],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'refresh-token-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}
