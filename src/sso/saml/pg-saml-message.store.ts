import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { type AskedLogout, type NamedSession, SamlMessageStore } from './saml-message.store.js'
import type { NameId } from './wire/saml-messages.js'

const TAKE = `
  INSERT INTO saml_message (connection_id, id, expires_at) VALUES ($1::uuid, $2, $3) ON CONFLICT DO NOTHING`

const NOTE_SESSION = `
  INSERT INTO saml_session (connection_id, subject, sid, name, name_id, created_at)
  VALUES ($1::uuid, $2, $3, $4, $5::jsonb, $6)
  ON CONFLICT (connection_id, subject, sid) DO UPDATE
     SET name = excluded.name, name_id = excluded.name_id, created_at = excluded.created_at`

const FIND_SESSION = `
  SELECT * FROM saml_session
   WHERE connection_id = $1::uuid AND subject = $2 AND ($3::text IS NULL OR sid = $3)
   ORDER BY created_at DESC LIMIT 1`

const REMOVE = [
  `DELETE FROM saml_message WHERE (connection_id, id) IN (
     SELECT connection_id, id FROM saml_message WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`,
  `DELETE FROM saml_logout WHERE id IN (
     SELECT id FROM saml_logout WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`,
]
const REMOVE_SESSIONS = `
  DELETE FROM saml_session WHERE (connection_id, subject, sid) IN (
    SELECT connection_id, subject, sid FROM saml_session WHERE created_at < $1::timestamptz LIMIT $2::int4)`

interface SessionRow {
  connection_id: string
  subject: string
  sid: string
  name_id: NameId
}

/** Messages in the tables `saml_message`, `saml_session` and `saml_logout`. */
@Injectable()
export class PgSamlMessageStore extends SamlMessageStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async take(connectionId: string, id: string, expiresAt: Date): Promise<boolean> {
    const values = [connectionId, id, expiresAt]
    return (await this.db.query({ name: 'saml-message-take', text: TAKE, values })).rowCount === 1
  }

  override async noteSession({ connectionId, subject, sid, nameId }: NamedSession, now: Date): Promise<void> {
    const values = [connectionId, subject, sid ?? '', nameId.value, JSON.stringify(nameId), now]
    await this.db.query({ name: 'saml-session-note', text: NOTE_SESSION, values })
  }

  override async sessionsOf(connectionId: string, name: string): Promise<NamedSession[]> {
    const { rows } = await this.db.query<SessionRow>({
      name: 'saml-sessions',
      text: 'SELECT * FROM saml_session WHERE connection_id = $1::uuid AND name = $2 ORDER BY created_at, sid',
      values: [connectionId, name],
    })
    return rows.map(toSession)
  }

  override async findSession(
    connectionId: string,
    subject: string,
    sid: string | undefined,
  ): Promise<NamedSession | undefined> {
    const values = [connectionId, subject, sid ?? null]
    const { rows } = await this.db.query<SessionRow>({
      name: 'saml-session-find',
      text: FIND_SESSION,
      values,
    })
    return rows[0] && toSession(rows[0])
  }

  override async askLogout({ id, connectionId, back }: AskedLogout, expiresAt: Date): Promise<void> {
    const text = 'INSERT INTO saml_logout (id, connection_id, back, expires_at) VALUES ($1, $2::uuid, $3, $4)'
    await this.db.query({ text, values: [id, connectionId, back, expiresAt] })
  }

  override async takeLogout(connectionId: string, id: string, now: Date): Promise<AskedLogout | undefined> {
    const text = `DELETE FROM saml_logout WHERE id = $1 AND connection_id = $2::uuid RETURNING back, expires_at`
    const { rows } = await this.db.query<{ back: string; expires_at: Date }>({
      text,
      values: [id, connectionId],
    })
    const row = rows[0]
    return row && row.expires_at > now ? { id, connectionId, back: row.back } : undefined
  }

  override async removeExpired(now: Date, sessionsBefore: Date, limit: number): Promise<number> {
    let gone = 0
    for (const text of REMOVE) gone += (await this.db.query({ text, values: [now, limit] })).rowCount
    return gone + (await this.db.query({ text: REMOVE_SESSIONS, values: [sessionsBefore, limit] })).rowCount
  }
}

function toSession({ connection_id: connectionId, subject, sid, name_id: nameId }: SessionRow): NamedSession {
  return { connectionId, subject, sid: sid === '' ? undefined : sid, nameId }
}
