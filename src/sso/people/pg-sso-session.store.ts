import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type SealedRow, sealedOf, sealedValues } from './sealed-token.js'
import { type SsoSession, type SsoSessionFilter, SsoSessionStore } from './sso-session.store.js'

const ADD = `
  INSERT INTO sso_session
    (id, connection_id, subject, did, device_id, sid, created_at, expires_at, id_token, id_token_kek_id)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8, $9, $10)`

const LIST = `
  SELECT * FROM sso_session
   WHERE connection_id = $1::uuid AND ended_at IS NULL AND ($2::text IS NULL OR sid = $2) AND ($3::text IS NULL OR subject = $3)
   ORDER BY created_at, id`

const END = `
  WITH other AS (DELETE FROM sso_session WHERE did = $2 AND device_id = $3 AND id <> $1::uuid)
  UPDATE sso_session SET ended_at = $4, expires_at = $5 WHERE id = $1::uuid`

const REMOVE_EXPIRED = `
  DELETE FROM sso_session WHERE id IN (
    SELECT id FROM sso_session WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

interface SessionRow extends SealedRow {
  id: string
  connection_id: string
  subject: string
  did: Did
  device_id: Buffer
  sid: string | null
  created_at: Date
  expires_at: Date
}

/** Sessions in the table `sso_session`. */
@Injectable()
export class PgSsoSessionStore extends SsoSessionStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(on: Queryable, session: SsoSession): Promise<void> {
    const { id, connectionId, subject, did, deviceId, sid, createdAt, expiresAt, idToken } = session
    const place = [id, connectionId, subject, did, Buffer.from(deviceId), sid ?? null]
    const values = [...place, createdAt, expiresAt, ...sealedValues(idToken)]
    await on.query({ name: 'sso-session-add', text: ADD, values })
  }

  override async find(id: string, now: Date): Promise<SsoSession | undefined> {
    const { rows } = await this.db.query<SessionRow>({
      name: 'sso-session-find',
      text: 'SELECT * FROM sso_session WHERE id = $1::uuid AND expires_at > $2::timestamptz',
      values: [id, now],
    })
    return rows[0] && toSession(rows[0])
  }

  override async list(
    { connectionId, sid, subject }: SsoSessionFilter,
    on: Queryable = this.db,
  ): Promise<SsoSession[]> {
    // Whoever names nobody means nobody.
    if (sid === undefined && subject === undefined) return []
    const values = [connectionId, sid ?? null, subject ?? null]
    const { rows } = await on.query<SessionRow>({ name: 'sso-sessions', text: LIST, values })
    return rows.map(toSession)
  }

  override async latestOf(did: Did, deviceId: Uint8Array): Promise<SsoSession | undefined> {
    const { rows } = await this.db.query<SessionRow>({
      name: 'sso-session-latest',
      text: `SELECT * FROM sso_session WHERE did = $1 AND device_id = $2 AND ended_at IS NULL
              ORDER BY created_at DESC LIMIT 1`,
      values: [did, Buffer.from(deviceId)],
    })
    return rows[0] && toSession(rows[0])
  }

  override async remove(on: Queryable, ids: readonly string[]): Promise<void> {
    await on.query({ text: 'DELETE FROM sso_session WHERE id = ANY($1::uuid[])', values: [ids] })
  }

  override async removeIn(did: Did, deviceId: Uint8Array): Promise<void> {
    const text = 'DELETE FROM sso_session WHERE did = $1 AND device_id = $2'
    await this.db.query({ name: 'sso-sessions-remove-in', text, values: [did, Buffer.from(deviceId)] })
  }

  override async end({ id, did, deviceId }: SsoSession, now: Date, until: Date): Promise<void> {
    const values = [id, did, Buffer.from(deviceId), now, until]
    await this.db.query({ name: 'sso-session-end', text: END, values })
  }

  override async removeOf(on: Queryable, did: Did): Promise<void> {
    await on.query({ text: 'DELETE FROM sso_session WHERE did = $1', values: [did] })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }
}

function toSession(row: SessionRow): SsoSession {
  return {
    id: row.id,
    connectionId: row.connection_id,
    subject: row.subject,
    did: row.did,
    deviceId: row.device_id,
    sid: row.sid ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    idToken: sealedOf(row),
  }
}
