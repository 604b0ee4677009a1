import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import type { ConnectionKind } from '../connections/connection.js'
import type { SetupLink } from './setup-link.js'
import { SetupLinkStore } from './setup-link.store.js'

const ADD = `
  INSERT INTO sso_setup_link (id, connection_id, name, kind, token_hash, created_at, expires_at)
  VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6, $7)`

/** Such as are good for something, at a time that is `$2`. */
const change = (what: string) => `
  UPDATE sso_setup_link SET ${what}
   WHERE id = $1::uuid AND submitted_at IS NULL AND revoked_at IS NULL AND expires_at > $2::timestamptz`

const OPEN = `${change('opened_at = $2, device_id = $3')} AND opened_at IS NULL`
const SAVE = `${change('saves = saves + 1')} AND saves < $3::int4`
const SUBMIT = change('submitted_at = $2')
const REVOKE = change('revoked_at = $2')

const REMOVE_ENDED = `
  DELETE FROM sso_setup_link WHERE id IN (
    SELECT id FROM sso_setup_link WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

interface SetupLinkRow {
  id: string
  connection_id: string
  name: string
  kind: ConnectionKind
  device_id: Buffer | null
  created_at: Date
  expires_at: Date
  opened_at: Date | null
  submitted_at: Date | null
  revoked_at: Date | null
}

/** Links in the table `sso_setup_link`. */
@Injectable()
export class PgSetupLinkStore extends SetupLinkStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, link: SetupLink, tokenHash: Uint8Array): Promise<void> {
    const { id, connectionId, name, kind, createdAt, expiresAt } = link
    const values = [id, connectionId, name, kind, Buffer.from(tokenHash), createdAt, expiresAt]
    await tx.query({ text: ADD, values })
  }

  override async list(limit: number): Promise<SetupLink[]> {
    const text = 'SELECT * FROM sso_setup_link ORDER BY id DESC LIMIT $1::int4'
    return (await this.db.query<SetupLinkRow>({ text, values: [limit] })).rows.map(toLink)
  }

  override async find(id: string): Promise<SetupLink | undefined> {
    return isTimedId(id) ? this.#find('id = $1::uuid', id) : undefined
  }

  override findByToken(tokenHash: Uint8Array): Promise<SetupLink | undefined> {
    return this.#find('token_hash = $1', Buffer.from(tokenHash))
  }

  override open(tx: Queryable, id: string, deviceId: Uint8Array, now: Date): Promise<boolean> {
    return changes(tx, OPEN, [id, now, Buffer.from(deviceId)])
  }

  override save(tx: Queryable, id: string, now: Date, max: number): Promise<boolean> {
    return changes(tx, SAVE, [id, now, max])
  }

  override submit(tx: Queryable, id: string, now: Date): Promise<boolean> {
    return changes(tx, SUBMIT, [id, now])
  }

  override async revoke(tx: Queryable, id: string, now: Date): Promise<boolean> {
    return isTimedId(id) && changes(tx, REVOKE, [id, now])
  }

  override async removeEnded(before: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_ENDED, values: [before, limit] })).rowCount
  }

  async #find(where: string, value: string | Buffer): Promise<SetupLink | undefined> {
    const text = `SELECT * FROM sso_setup_link WHERE ${where}`
    const { rows } = await this.db.query<SetupLinkRow>({ text, values: [value] })
    return rows[0] && toLink(rows[0])
  }
}

async function changes(tx: Queryable, text: string, values: unknown[]): Promise<boolean> {
  return (await tx.query({ text, values })).rowCount === 1
}

function toLink(row: SetupLinkRow): SetupLink {
  return {
    id: row.id,
    connectionId: row.connection_id,
    name: row.name,
    kind: row.kind,
    deviceId: row.device_id ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    openedAt: row.opened_at ?? undefined,
    submittedAt: row.submitted_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
  }
}
