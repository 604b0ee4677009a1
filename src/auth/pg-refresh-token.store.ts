import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { RefreshTokenStore, type RotatedSession, type StoredSession } from './refresh-token.store.js'

const ADD = `
  INSERT INTO refresh_token (id, did, session_id, expires_at, app_password_name, created_at)
  VALUES ($1, $2, $3, $4, $5, now())`

/** Tokens of before there were sessions with ids begin one with the id that the first of them gives. */
const SESSION = `coalesce(session_id, encode(id, 'hex'))`

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
    RETURNING did, ${SESSION} AS session_id, app_password_name),
  next AS (
    INSERT INTO refresh_token (id, did, session_id, expires_at, app_password_name, created_at)
    SELECT $3::bytea, did, session_id, $6::timestamptz, app_password_name, $4::timestamptz FROM used
    ON CONFLICT (id) DO NOTHING)
  SELECT used.session_id, used.app_password_name AS name, app_password.privileged
    FROM used LEFT JOIN app_password ON app_password.did = used.did AND app_password.name = used.app_password_name`

const REMOVE_SESSION = `
  DELETE FROM refresh_token
   WHERE did = $1 AND ${SESSION} = coalesce($3::text, (
     SELECT ${SESSION} FROM refresh_token WHERE id = $2 AND did = $1))
  RETURNING ${SESSION} AS session_id`

const REMOVE_OF = `
  DELETE FROM refresh_token
   WHERE did = $1 AND ($2::text IS NULL OR app_password_name = $2::text)
  RETURNING ${SESSION} AS session_id`

const REMOVE_EXPIRED = `
  DELETE FROM refresh_token
   WHERE id IN (SELECT id FROM refresh_token WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

interface RotatedRow {
  session_id: string
  name: string | null
  privileged: boolean | null
}

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
      values: [key, session.did, session.sessionId, session.expiresAt, session.appPasswordName ?? null],
    })
  }

  override async rotate(
    rotation: Parameters<RefreshTokenStore['rotate']>[0],
  ): Promise<RotatedSession | undefined> {
    const { did, key, successorKey, now, graceEnd, successorExpiresAt } = rotation
    const { rows } = await this.db.query<RotatedRow>({
      name: 'refresh-token-rotate',
      text: ROTATE,
      values: [key, did, successorKey, now, graceEnd, successorExpiresAt],
    })
    const row = rows[0]
    if (!row) return undefined
    return {
      sessionId: row.session_id,
      appPassword: row.name === null ? undefined : { name: row.name, privileged: row.privileged ?? false },
    }
  }

  override removeSession(
    on: Queryable,
    did: Did,
    key: Uint8Array,
    sessionId: string | undefined,
  ): Promise<string[]> {
    return remove(on, 'refresh-token-remove-session', REMOVE_SESSION, [did, key, sessionId ?? null])
  }

  override removeOf(on: Queryable, did: Did, appPasswordName?: string): Promise<string[]> {
    return remove(on, 'refresh-token-remove-of', REMOVE_OF, [did, appPasswordName ?? null])
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

/** Removes tokens; returns the ids of their sessions, each once. */
async function remove(on: Queryable, name: string, text: string, values: unknown[]): Promise<string[]> {
  const { rows } = await on.query<{ session_id: string }>({ name, text, values })
  return [...new Set(rows.map((row) => row.session_id))]
}
