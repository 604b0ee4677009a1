import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { isTimedId } from '../../telemetry/index.js'
import { type ScimToken, ScimTokenStore } from './scim-token.store.js'

const COLUMNS = `id, connection_id, name, created_by, created_at, expires_at, revoked_at, used_at, used_ip`

const FIND_GOOD = `
  SELECT ${COLUMNS} FROM scim_token
   WHERE (secret_hash = $1 OR (former_hash = $1 AND former_until > $2::timestamptz))
     AND revoked_at IS NULL AND expires_at > $2::timestamptz`

const ROTATE = `
  UPDATE scim_token SET former_hash = secret_hash, former_until = $4::timestamptz, secret_hash = $2
   WHERE id = $1::uuid AND revoked_at IS NULL AND expires_at > $3::timestamptz`

interface TokenRow {
  id: string
  connection_id: string
  name: string
  created_by: Did | null
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  used_at: Date | null
  used_ip: string | null
}

/** Tokens in the table `scim_token`. */
@Injectable()
export class PgScimTokenStore extends ScimTokenStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, token: ScimToken, digest: Uint8Array): Promise<void> {
    const { id, connectionId, name, createdBy, createdAt, expiresAt } = token
    await tx.query({
      text: `INSERT INTO scim_token (id, connection_id, name, secret_hash, created_by, created_at, expires_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      values: [id, connectionId, name, Buffer.from(digest), createdBy ?? null, createdAt, expiresAt],
    })
  }

  override async find(connectionId: string, id: string): Promise<ScimToken | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<TokenRow>({
      text: `SELECT ${COLUMNS} FROM scim_token WHERE id = $1::uuid AND connection_id = $2::uuid`,
      values: [id, connectionId],
    })
    return rows[0] && toToken(rows[0])
  }

  override async findGood(digest: Uint8Array, now: Date): Promise<ScimToken | undefined> {
    const values = [Buffer.from(digest), now]
    const { rows } = await this.db.query<TokenRow>({ name: 'scim-token-find', text: FIND_GOOD, values })
    return rows[0] && toToken(rows[0])
  }

  override async list(connectionId: string): Promise<ScimToken[]> {
    const { rows } = await this.db.query<TokenRow>({
      text: `SELECT ${COLUMNS} FROM scim_token WHERE connection_id = $1::uuid ORDER BY id DESC`,
      values: [connectionId],
    })
    return rows.map(toToken)
  }

  override async rotate(
    tx: Queryable,
    id: string,
    digest: Uint8Array,
    { now, formerUntil }: { now: Date; formerUntil: Date },
  ): Promise<boolean> {
    const { rowCount } = await tx.query({ text: ROTATE, values: [id, Buffer.from(digest), now, formerUntil] })
    return rowCount === 1
  }

  override async revoke(tx: Queryable, id: string, at: Date): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: 'UPDATE scim_token SET revoked_at = $2 WHERE id = $1::uuid AND revoked_at IS NULL',
      values: [id, at],
    })
    return rowCount === 1
  }

  override async used(
    id: string,
    { at, ip, notedAfter }: { at: Date; ip: string; notedAfter: Date },
  ): Promise<void> {
    await this.db.query({
      name: 'scim-token-used',
      text: `UPDATE scim_token SET used_at = $2, used_ip = $3
              WHERE id = $1::uuid AND (used_at IS NULL OR used_at < $4::timestamptz OR used_ip <> $3)`,
      values: [id, at, ip, notedAfter],
    })
  }
}

function toToken(row: TokenRow): ScimToken {
  return {
    id: row.id,
    connectionId: row.connection_id,
    name: row.name,
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    usedAt: row.used_at ?? undefined,
    usedIp: row.used_ip ?? undefined,
  }
}
