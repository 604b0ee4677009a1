import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable, textArray } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'
import { isTimedId } from '../api/timed-id.js'
import { type AdminToken, TokenStore } from './token.store.js'

const COLUMNS = `id, name, permissions, domain, ip_allow, created_by, created_at, expires_at, revoked_at, used_at, used_ip`

const ADD = `
  INSERT INTO admin_token (id, name, secret_hash, permissions, ip_allow, created_by, created_at, expires_at,
                           domain)
  VALUES ($1, $2, $3, $4::jsonb, $5::jsonb, $6, $7, $8, $9)`

const FIND_GOOD = `
  SELECT ${COLUMNS} FROM admin_token
   WHERE (secret_hash = $1 OR (former_hash = $1 AND former_until > $2::timestamptz))
     AND revoked_at IS NULL AND expires_at > $2::timestamptz`

/** $1: domains, or null. */
const FILTER = `($1::text[] IS NULL
                 OR EXISTS (SELECT FROM unnest($1::text[]) AS own
                             WHERE admin_token.domain = own OR right(admin_token.domain, length(own) + 1) = '.' || own))`

const ROTATE = `
  UPDATE admin_token SET former_hash = secret_hash, former_until = $4::timestamptz, secret_hash = $2
   WHERE id = $1::uuid AND revoked_at IS NULL AND expires_at > $3::timestamptz`

interface TokenRow {
  id: string
  name: string
  permissions: string[]
  domain: string | null
  ip_allow: string[]
  created_by: Did | null
  created_at: Date
  expires_at: Date
  revoked_at: Date | null
  used_at: Date | null
  used_ip: string | null
}

/** Tokens in the table `admin_token`. */
@Injectable()
export class PgTokenStore extends TokenStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, token: AdminToken, digest: Uint8Array): Promise<void> {
    const { id, name, permissions, domain, ipAllow, createdBy, createdAt, expiresAt } = token
    const lists = [JSON.stringify(permissions), JSON.stringify(ipAllow)]
    const values = [
      id,
      name,
      Buffer.from(digest),
      ...lists,
      createdBy ?? null,
      createdAt,
      expiresAt,
      domain ?? null,
    ]
    await tx.query({ text: ADD, values })
  }

  override async find(id: string): Promise<AdminToken | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<TokenRow>({
      text: `SELECT ${COLUMNS} FROM admin_token WHERE id = $1::uuid`,
      values: [id],
    })
    return rows[0] && toToken(rows[0])
  }

  override async findGood(digest: Uint8Array, now: Date): Promise<AdminToken | undefined> {
    const values = [Buffer.from(digest), now]
    const { rows } = await this.db.query<TokenRow>({ name: 'admin-token-find', text: FIND_GOOD, values })
    return rows[0] && toToken(rows[0])
  }

  override async findKnown(digest: Uint8Array): Promise<AdminToken | undefined> {
    const { rows } = await this.db.query<TokenRow>({
      text: `SELECT ${COLUMNS} FROM admin_token WHERE secret_hash = $1 OR former_hash = $1`,
      values: [Buffer.from(digest)],
    })
    return rows[0] && toToken(rows[0])
  }

  override async list(
    domains: readonly string[] | undefined,
    { after, descending, limit }: Slice,
  ): Promise<AdminToken[]> {
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<TokenRow>({
      text: `SELECT ${COLUMNS} FROM admin_token
              WHERE ${FILTER} AND ($2::uuid IS NULL OR id ${descending ? '<' : '>'} $2::uuid)
              ORDER BY id ${direction} LIMIT $3::int4`,
      values: [domains ? textArray(domains) : null, after && isTimedId(after.id) ? after.id : null, limit],
    })
    return rows.map(toToken)
  }

  override async count(domains: readonly string[] | undefined): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM admin_token WHERE ${FILTER}`,
      values: [domains ? textArray(domains) : null],
    })
    return rows[0]!.count
  }

  override async countEnding(now: Date, until: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM admin_token
              WHERE revoked_at IS NULL AND expires_at > $1::timestamptz AND expires_at <= $2::timestamptz`,
      values: [now, until],
    })
    return rows[0]!.count
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
      text: 'UPDATE admin_token SET revoked_at = $2 WHERE id = $1::uuid AND revoked_at IS NULL',
      values: [id, at],
    })
    return rowCount === 1
  }

  override async used(
    id: string,
    { at, ip, notedAfter }: { at: Date; ip: string; notedAfter: Date },
  ): Promise<void> {
    await this.db.query({
      name: 'admin-token-used',
      text: `UPDATE admin_token SET used_at = $2, used_ip = $3
              WHERE id = $1::uuid AND (used_at IS NULL OR used_at < $4::timestamptz OR used_ip <> $3)`,
      values: [id, at, ip, notedAfter],
    })
  }
}

function toToken(row: TokenRow): AdminToken {
  return {
    id: row.id,
    name: row.name,
    permissions: row.permissions,
    domain: row.domain ?? undefined,
    ipAllow: row.ip_allow,
    createdBy: row.created_by ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at ?? undefined,
    usedAt: row.used_at ?? undefined,
    usedIp: row.used_ip ?? undefined,
  }
}
