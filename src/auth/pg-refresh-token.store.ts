import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { LastSeen } from '../account/index.js'
import { Database, type Queryable } from '../database/index.js'
import {
  type ListedSession,
  RefreshTokenStore,
  type RotatedSession,
  type StoredSession,
} from './refresh-token.store.js'

/*
 * Whoever replaces or takes back a password changes its row before ending sessions: it is waited for, or waits.
 */
const ADD = `
  INSERT INTO refresh_token (id, did, session_id, expires_at, app_password_name, created_at, ip, user_agent)
  SELECT $1::bytea, $2::text, $3::text, $4::timestamptz, $5::text, now(), $7::text, $8::text
   WHERE ($6::text IS NULL OR EXISTS (
           SELECT FROM account WHERE did = $2::text AND password_hash = $6::text FOR SHARE))
     AND ($5::text IS NULL OR EXISTS (
           SELECT FROM app_password WHERE did = $2::text AND name = $5::text FOR SHARE))`

/** Tokens of before there were sessions with ids begin one with the id that the first of them gives. */
const SESSION = `coalesce(session_id, encode(id, 'hex'))`

/*
 * Simultaneous rotations of one token wait for its row, and each then finds it still good: the successor is
 * inserted by whoever comes first. A session whose app password is gone, or has expired, ends even if its row outlived
 * it. Nobody waits to note the use of an app password: whoever takes it back has its row, and wants that of the token.
 */
const ROTATE = `
  WITH used AS (
    UPDATE refresh_token
       SET rotated_at = coalesce(rotated_at, $4::timestamptz), expires_at = least(expires_at, $5::timestamptz)
     WHERE id = $1 AND did = $2 AND expires_at > $4::timestamptz
       AND (app_password_name IS NULL OR EXISTS (
         SELECT FROM app_password password
          WHERE password.did = $2 AND password.name = app_password_name
            AND (password.expires_at IS NULL OR password.expires_at > $4::timestamptz)))
    RETURNING did, ${SESSION} AS session_id, app_password_name, coalesce(opened_at, created_at) AS opened_at),
  opened AS (
    SELECT used.*, password.privileged, password.expires_at AS password_expires_at
      FROM used LEFT JOIN app_password password ON password.did = used.did AND password.name = app_password_name),
  next AS (
    INSERT INTO refresh_token
      (id, did, session_id, expires_at, app_password_name, created_at, opened_at, ip, user_agent)
    SELECT $3::bytea, did, session_id, least($6::timestamptz, password_expires_at), app_password_name, $4::timestamptz,
           opened_at, $8::text, $9::text
      FROM opened
    ON CONFLICT (id) DO NOTHING),
  noted AS (
    UPDATE app_password SET last_used_at = $4::timestamptz
     WHERE (did, name) IN (
       SELECT password.did, password.name FROM app_password password JOIN used ON used.did = password.did
          AND used.app_password_name = password.name
        WHERE password.last_used_at IS NULL OR password.last_used_at <= $7::timestamptz
          FOR UPDATE OF password SKIP LOCKED))
  SELECT session_id, app_password_name AS name, privileged, password_expires_at FROM opened`

/** The newest token of each session says where it is used. */
const LIST = `
  SELECT DISTINCT ON (${SESSION}) ${SESSION} AS session_id, coalesce(opened_at, created_at) AS opened_at,
         created_at AS used_at, expires_at, app_password_name, ip, user_agent
    FROM refresh_token WHERE did = $1 AND expires_at > $2::timestamptz
   ORDER BY ${SESSION}, created_at DESC`

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
  password_expires_at: Date | null
}

interface ListedRow {
  session_id: string
  opened_at: Date
  used_at: Date
  expires_at: Date
  app_password_name: string | null
  ip: string | null
  user_agent: string | null
}

/** Sessions in the table `refresh_token`. Whose they are is seen when they begin and when they go on. */
@Injectable()
export class PgRefreshTokenStore extends RefreshTokenStore {
  constructor(
    private readonly db: Database,
    private readonly lastSeen: LastSeen,
  ) {
    super()
  }

  override async add(on: Queryable, key: Uint8Array, session: StoredSession): Promise<boolean> {
    const { did, sessionId, expiresAt, appPasswordName, passwordHash, place } = session
    const { rowCount } = await on.query({
      name: 'refresh-token-add',
      text: ADD,
      values: [
        key,
        did,
        sessionId,
        expiresAt,
        appPasswordName ?? null,
        passwordHash ?? null,
        place.ip ?? null,
        place.userAgent ?? null,
      ],
    })
    if (rowCount === 1) this.lastSeen.note(did)
    return rowCount === 1
  }

  override async rotate(
    rotation: Parameters<RefreshTokenStore['rotate']>[0],
  ): Promise<RotatedSession | undefined> {
    const { did, key, successorKey, now, graceEnd, successorExpiresAt, appPasswordUseNotedAfter } = rotation
    const { ip, userAgent } = rotation.place
    const { rows } = await this.db.query<RotatedRow>({
      name: 'refresh-token-rotate',
      text: ROTATE,
      values: [
        key,
        did,
        successorKey,
        now,
        graceEnd,
        successorExpiresAt,
        appPasswordUseNotedAfter,
        ip ?? null,
        userAgent ?? null,
      ],
    })
    if (rows[0]) this.lastSeen.note(did)
    return rows[0] && toRotated(rows[0])
  }

  override async listOf(did: Did, now: Date): Promise<ListedSession[]> {
    const { rows } = await this.db.query<ListedRow>({
      name: 'refresh-token-list',
      text: LIST,
      values: [did, now],
    })
    const sessions = rows.map((row) => ({
      sessionId: row.session_id,
      openedAt: row.opened_at,
      usedAt: row.used_at,
      expiresAt: row.expires_at,
      appPasswordName: row.app_password_name ?? undefined,
      ip: row.ip ?? undefined,
      userAgent: row.user_agent ?? undefined,
    }))
    return sessions.sort((one, other) => other.usedAt.getTime() - one.usedAt.getTime())
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

function toRotated({ session_id, name, privileged, password_expires_at }: RotatedRow): RotatedSession {
  if (name === null) return { sessionId: session_id, appPassword: undefined }
  const appPassword = { name, privileged: privileged ?? false, expiresAt: password_expires_at ?? undefined }
  return { sessionId: session_id, appPassword }
}
