import { Injectable } from '@nestjs/common'
import { Database, isUniqueViolation, type Queryable } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import {
  type PersonKey,
  type Registration,
  type RegistrationStatus,
  RegistrationStore,
} from './registration.store.js'

const FREE_HANDLE = `
  UPDATE pending_registration SET handle = NULL
   WHERE handle = $1 AND handle_until <= $2::timestamptz AND status = 'open'`

/* What an administrator decides about stays as it is; whoever was let in with a handle may ask for another one. */
const PUT = `
  INSERT INTO pending_registration
    (id, connection_id, subject, claims, status, handle, handle_until, terms_version, created_at, expires_at)
  VALUES ($1::uuid, $2::uuid, $3, $4::jsonb, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (connection_id, subject) DO UPDATE
     SET claims = excluded.claims, status = excluded.status, handle = excluded.handle,
         handle_until = excluded.handle_until, terms_version = excluded.terms_version, expires_at = excluded.expires_at
   WHERE pending_registration.status = 'open'
      OR (pending_registration.status = 'approved' AND excluded.status = 'awaiting')`

const HANDLE_IS_KEPT = `
  SELECT 1 FROM pending_registration
   WHERE handle = $1 AND handle_until > $2::timestamptz AND NOT (connection_id = $3::uuid AND subject = $4)`

/* The status that was there comes from the row as it was before. */
const CLAIM = `
  WITH former AS (
    SELECT id, status FROM pending_registration
     WHERE connection_id = $1::uuid AND subject = $2
       AND (status <> 'making' OR handle_until <= $3::timestamptz)
       FOR UPDATE)
  UPDATE pending_registration SET status = 'making', handle_until = $4
    FROM former WHERE pending_registration.id = former.id
  RETURNING former.status AS former_status`

const REMOVE_EXPIRED = `
  DELETE FROM pending_registration WHERE id IN (
    SELECT id FROM pending_registration WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

interface RegistrationRow {
  id: string
  connection_id: string
  subject: string
  claims: Registration['claims']
  status: RegistrationStatus
  handle: string | null
  handle_until: Date | null
  terms_version: string | null
  created_at: Date
  expires_at: Date
}

/** Registrations in the table `pending_registration`. */
@Injectable()
export class PgRegistrationStore extends RegistrationStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find({ connectionId, subject }: PersonKey): Promise<Registration | undefined> {
    const { rows } = await this.db.query<RegistrationRow>({
      name: 'registration-find',
      text: 'SELECT * FROM pending_registration WHERE connection_id = $1::uuid AND subject = $2',
      values: [connectionId, subject],
    })
    return rows[0] && toRegistration(rows[0])
  }

  override async byId(id: string): Promise<Registration | undefined> {
    if (!isTimedId(id)) return undefined
    const text = 'SELECT * FROM pending_registration WHERE id = $1::uuid'
    const { rows } = await this.db.query<RegistrationRow>({ text, values: [id] })
    return rows[0] && toRegistration(rows[0])
  }

  override async put(registration: Registration, now: Date): Promise<boolean> {
    const { id, connectionId, subject, claims, status, handle, handleUntil } = registration
    const { termsVersion, createdAt, expiresAt } = registration
    if (handle !== undefined) await this.db.query({ text: FREE_HANDLE, values: [handle, now] })
    const who = [id, connectionId, subject, JSON.stringify(claims), status]
    const kept = [handle ?? null, handleUntil ?? null, termsVersion ?? null]
    try {
      await this.db.query({ text: PUT, values: [...who, ...kept, createdAt, expiresAt] })
      return true
    } catch (error) {
      if (isUniqueViolation(error)) return false
      throw error
    }
  }

  override async claim(
    { connectionId, subject }: PersonKey,
    now: Date,
    until: Date,
  ): Promise<RegistrationStatus | undefined> {
    const { rows } = await this.db.query<{ former_status: RegistrationStatus }>({
      name: 'registration-claim',
      text: CLAIM,
      values: [connectionId, subject, now, until],
    })
    const former = rows[0]?.former_status
    // What a node that has died has left behind.
    return former === 'making' ? 'open' : former
  }

  override async release({ connectionId, subject }: PersonKey, status: RegistrationStatus): Promise<void> {
    await this.db.query({
      text: `UPDATE pending_registration SET status = $3
              WHERE connection_id = $1::uuid AND subject = $2 AND status = 'making'`,
      values: [connectionId, subject, status],
    })
  }

  override async remove(tx: Queryable, { connectionId, subject }: PersonKey): Promise<void> {
    await tx.query({
      text: 'DELETE FROM pending_registration WHERE connection_id = $1::uuid AND subject = $2',
      values: [connectionId, subject],
    })
  }

  override async isKept(handle: string, { connectionId, subject }: PersonKey, now: Date): Promise<boolean> {
    const values = [handle, now, connectionId, subject]
    const { rowCount } = await this.db.query({ name: 'registration-kept', text: HANDLE_IS_KEPT, values })
    return rowCount > 0
  }

  override async awaiting(limit: number): Promise<Registration[]> {
    const { rows } = await this.db.query<RegistrationRow>({
      text: `SELECT * FROM pending_registration WHERE status = 'awaiting' ORDER BY id LIMIT $1::int4`,
      values: [limit],
    })
    return rows.map(toRegistration)
  }

  override async countAwaiting(): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM pending_registration WHERE status = 'awaiting'`,
    })
    return rows[0]!.count
  }

  override async decide(
    tx: Queryable,
    id: string,
    status: 'approved' | 'denied',
    expiresAt: Date,
  ): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE pending_registration SET status = $2, expires_at = $3, handle_until = $3
              WHERE id = $1::uuid AND status = 'awaiting'`,
      values: [id, status, expiresAt],
    })
    return rowCount === 1
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })).rowCount
  }
}

function toRegistration(row: RegistrationRow): Registration {
  return {
    id: row.id,
    connectionId: row.connection_id,
    subject: row.subject,
    claims: row.claims,
    status: row.status,
    handle: row.handle ?? undefined,
    handleUntil: row.handle_until ?? undefined,
    termsVersion: row.terms_version ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}
