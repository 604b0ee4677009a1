import type { ClientAuth } from '@guildhall/oauth'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import {
  type FoundOauthSession,
  type ListedOauthSession,
  type OauthSession,
  OauthSessionStore,
} from './oauth-session.store.js'

const ADD = `
  WITH consent AS (
    INSERT INTO oauth_consent (did, client_id, scope, given_at) VALUES ($2, $3, $5, $8)
    ON CONFLICT (did, client_id) DO UPDATE SET scope = excluded.scope, given_at = excluded.given_at)
  INSERT INTO oauth_session
    (id, did, client_id, device_id, scope, dpop_thumbprint, client_auth, created_at, used_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::timestamptz, $8::timestamptz, $9)`

/** It may get lost when the database dies: the disk is not waited for. */
const TOUCH = `
  UPDATE oauth_session SET used_at = $2::timestamptz
    FROM (SELECT set_config('synchronous_commit', 'off', true)) AS quick
   WHERE id = $1`

const LIST = `
  SELECT session.id, session.client_id, session.scope, session.created_at, session.used_at, session.expires_at,
         device.user_agent, device.ip
    FROM oauth_session session LEFT JOIN oauth_device device ON device.id = session.device_id
   WHERE session.did = $1 AND session.expires_at > $2::timestamptz
   ORDER BY session.used_at DESC, session.id`

const REMOVE_EXPIRED = `
  DELETE FROM oauth_session
   WHERE id IN (SELECT id FROM oauth_session WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** A row of `oauth_session`. */
export interface SessionRow {
  id: string
  did: Did
  client_id: string
  device_id: Buffer
  scope: string
  dpop_thumbprint: string
  client_auth: ClientAuth
  created_at: Date
  used_at: Date
  expires_at: Date
}

type ListedRow = Pick<SessionRow, 'id' | 'client_id' | 'scope' | 'created_at' | 'used_at' | 'expires_at'> & {
  user_agent: string | null
  ip: string | null
}

/** Sessions of applications in the tables `oauth_session` and `oauth_consent`. */
@Injectable()
export class PgOauthSessionStore extends OauthSessionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(session: OauthSession): Promise<void> {
    const { id, did, clientId, deviceId, scope, dpopThumbprint, clientAuth, createdAt, expiresAt } = session
    const auth = JSON.stringify(clientAuth)
    await this.db.query({
      name: 'oauth-session-add',
      text: ADD,
      values: [id, did, clientId, Buffer.from(deviceId), scope, dpopThumbprint, auth, createdAt, expiresAt],
    })
  }

  override async find(id: string): Promise<FoundOauthSession | undefined> {
    const { rows } = await this.db.query<SessionRow>({
      name: 'oauth-session-find',
      text: `SELECT id, did, client_id, device_id, scope, dpop_thumbprint, client_auth, created_at, used_at,
                    expires_at
               FROM oauth_session WHERE id = $1`,
      values: [id],
    })
    return rows[0] && sessionOf(rows[0])
  }

  override async listOf(did: Did, now: Date): Promise<ListedOauthSession[]> {
    const { rows } = await this.db.query<ListedRow>({
      name: 'oauth-session-list',
      text: LIST,
      values: [did, now],
    })
    return rows.map((row) => ({
      id: row.id,
      clientId: row.client_id,
      scope: row.scope,
      createdAt: row.created_at,
      usedAt: row.used_at,
      expiresAt: row.expires_at,
      userAgent: row.user_agent ?? undefined,
      ip: row.ip ?? undefined,
    }))
  }

  override async touch(id: string, now: Date): Promise<void> {
    await this.db.query({
      name: 'oauth-session-touch',
      text: TOUCH,
      values: [id, now],
    })
  }

  override async consented(did: Did, clientId: string): Promise<string | undefined> {
    const { rows } = await this.db.query<{ scope: string }>({
      name: 'oauth-consent-find',
      text: 'SELECT scope FROM oauth_consent WHERE did = $1 AND client_id = $2',
      values: [did, clientId],
    })
    return rows[0]?.scope
  }

  override async remove(on: Queryable, ids: readonly string[]): Promise<string[]> {
    const { rows } = await on.query<{ id: string }>({
      name: 'oauth-session-remove',
      text: 'DELETE FROM oauth_session WHERE id = ANY ($1::text[]) RETURNING id',
      values: [ids],
    })
    return rows.map(({ id }) => id)
  }

  override async removeOf(on: Queryable, did: Did): Promise<string[]> {
    const { rows } = await on.query<{ id: string }>({
      name: 'oauth-session-remove-of',
      text: 'DELETE FROM oauth_session WHERE did = $1 RETURNING id',
      values: [did],
    })
    return rows.map(({ id }) => id)
  }

  override async forgetConsents(on: Queryable, did: Did, clientId?: string): Promise<void> {
    await on.query({
      name: 'oauth-consent-forget',
      text: 'DELETE FROM oauth_consent WHERE did = $1 AND ($2::text IS NULL OR client_id = $2::text)',
      values: [did, clientId ?? null],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'oauth-session-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}

/** What a row says. */
export function sessionOf(row: SessionRow): FoundOauthSession {
  const { id, did, scope } = row
  return {
    id,
    did,
    clientId: row.client_id,
    deviceId: row.device_id,
    scope,
    dpopThumbprint: row.dpop_thumbprint,
    clientAuth: row.client_auth,
    createdAt: row.created_at,
    usedAt: row.used_at,
    expiresAt: row.expires_at,
  }
}
