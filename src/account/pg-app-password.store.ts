import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import {
  type AppPassword,
  AppPasswordStore,
  type AppPasswordUsage,
  type ListedAppPassword,
  type UsedAppPassword,
} from './app-password.store.js'

interface AppPasswordRow {
  name: string
  privileged: boolean
  created_at: Date
  expires_at: Date | null
}

const ADD = `
  INSERT INTO app_password (did, name, password_hash, privileged, created_at, expires_at)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (did, name) DO UPDATE
     SET password_hash = excluded.password_hash, privileged = excluded.privileged,
         created_at = excluded.created_at, expires_at = excluded.expires_at, last_used_at = NULL
   WHERE app_password.expires_at <= excluded.created_at`

const USE = `
  WITH found AS (
    SELECT name, privileged, created_at, expires_at, last_used_at IS NULL AS is_first FROM app_password
     WHERE did = $1 AND password_hash = $2 AND (expires_at IS NULL OR expires_at > $3::timestamptz)),
  noted AS (
    UPDATE app_password SET last_used_at = $3::timestamptz FROM found
     WHERE app_password.did = $1 AND app_password.name = found.name
       AND (last_used_at IS NULL OR last_used_at <= $4::timestamptz))
  SELECT name, privileged, created_at, expires_at, is_first FROM found`

const LIST = `
  SELECT name, privileged, created_at, expires_at, last_used_at FROM app_password
   WHERE did = $1 ORDER BY created_at, name`

const REMOVE_EXPIRED = `
  DELETE FROM app_password
   WHERE (did, name) IN (
     SELECT did, name FROM app_password WHERE expires_at <= $1::timestamptz LIMIT $2::int4)`

/** App passwords in the table `app_password`. */
@Injectable()
export class PgAppPasswordStore extends AppPasswordStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(
    did: Did,
    password: AppPassword,
    hash: string,
    tx: Queryable = this.db,
  ): Promise<boolean> {
    const { name, privileged, createdAt, expiresAt } = password
    const { rowCount } = await tx.query({
      name: 'app-password-add',
      text: ADD,
      values: [did, name, hash, privileged, createdAt, expiresAt ?? null],
    })
    return rowCount === 1
  }

  override async use(
    did: Did,
    passwordHash: string,
    { now, notedAfter }: AppPasswordUsage,
  ): Promise<UsedAppPassword | undefined> {
    const { rows } = await this.db.query<AppPasswordRow & { is_first: boolean }>({
      name: 'app-password-use',
      text: USE,
      values: [did, passwordHash, now, notedAfter],
    })
    return rows[0] && { ...toAppPassword(rows[0]), isFirstUse: rows[0].is_first }
  }

  override async list(did: Did): Promise<ListedAppPassword[]> {
    const { rows } = await this.db.query<AppPasswordRow & { last_used_at: Date | null }>({
      name: 'app-password-list',
      text: LIST,
      values: [did],
    })
    return rows.map((row) => ({ ...toAppPassword(row), lastUsedAt: row.last_used_at ?? undefined }))
  }

  override async remove(on: Queryable, did: Did, name: string): Promise<boolean> {
    const { rowCount } = await on.query({
      name: 'app-password-remove',
      text: 'DELETE FROM app_password WHERE did = $1 AND name = $2',
      values: [did, name],
    })
    return rowCount === 1
  }

  override async removeAll(on: Queryable, did: Did): Promise<string[]> {
    const { rows } = await on.query<{ name: string }>({
      name: 'app-password-remove-all',
      text: 'DELETE FROM app_password WHERE did = $1 RETURNING name',
      values: [did],
    })
    return rows.map(({ name }) => name)
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({
      name: 'app-password-expire',
      text: REMOVE_EXPIRED,
      values: [now, limit],
    })
    return rowCount
  }
}

function toAppPassword(row: AppPasswordRow): AppPassword {
  return {
    name: row.name,
    privileged: row.privileged,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
  }
}
