import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { type AppPassword, AppPasswordStore } from './app-password.store.js'

interface AppPasswordRow {
  name: string
  privileged: boolean
  created_at: Date
}

/** App passwords in the table `app_password`. */
@Injectable()
export class PgAppPasswordStore extends AppPasswordStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(did: Did, { name, privileged, createdAt }: AppPassword, hash: string): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'app-password-add',
      text: `INSERT INTO app_password (did, name, password_hash, privileged, created_at)
             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (did, name) DO NOTHING`,
      values: [did, name, hash, privileged, createdAt],
    })
    return rowCount === 1
  }

  override async findByHash(did: Did, passwordHash: string): Promise<AppPassword | undefined> {
    const { rows } = await this.db.query<AppPasswordRow>({
      name: 'app-password-find',
      text: `SELECT name, privileged, created_at FROM app_password WHERE did = $1 AND password_hash = $2`,
      values: [did, passwordHash],
    })
    return rows[0] && toAppPassword(rows[0])
  }

  override async list(did: Did): Promise<AppPassword[]> {
    const { rows } = await this.db.query<AppPasswordRow>({
      name: 'app-password-list',
      text: `SELECT name, privileged, created_at FROM app_password WHERE did = $1 ORDER BY created_at, name`,
      values: [did],
    })
    return rows.map(toAppPassword)
  }

  override async remove(on: Queryable, did: Did, name: string): Promise<void> {
    await on.query({
      name: 'app-password-remove',
      text: 'DELETE FROM app_password WHERE did = $1 AND name = $2',
      values: [did, name],
    })
  }

  override async removeAll(on: Queryable, did: Did): Promise<void> {
    await on.query({
      name: 'app-password-remove-all',
      text: 'DELETE FROM app_password WHERE did = $1',
      values: [did],
    })
  }
}

function toAppPassword(row: AppPasswordRow): AppPassword {
  return { name: row.name, privileged: row.privileged, createdAt: row.created_at }
}
