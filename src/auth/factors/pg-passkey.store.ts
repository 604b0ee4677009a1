import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { PasskeyStore, type StoredPasskey } from './passkey.store.js'

const COLUMNS = 'id, did, name, public_key, counter, transports, synced, created_at, last_used_at'

const ADD = `
  INSERT INTO passkey (${COLUMNS}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`

const USE = `
  UPDATE passkey SET counter = $2, last_used_at = $3
   WHERE id = $1 AND (counter < $2 OR (counter = 0 AND $2 = 0))`

interface PasskeyRow {
  id: string
  did: Did
  name: string
  public_key: Buffer
  counter: number
  transports: string
  synced: boolean
  created_at: Date
  last_used_at: Date | null
}

/** Passkeys in the table `passkey`. */
@Injectable()
export class PgPasskeyStore extends PasskeyStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(on: Queryable, passkey: StoredPasskey): Promise<boolean> {
    const { id, did, name, publicKey, counter, transports, isSynced, createdAt, lastUsedAt } = passkey
    const key = Buffer.from(publicKey)
    const { rowCount } = await on.query({
      name: 'passkey-add',
      text: ADD,
      values: [id, did, name, key, counter, transports.join(), isSynced, createdAt, lastUsedAt ?? null],
    })
    return rowCount === 1
  }

  override async find(id: string): Promise<StoredPasskey | undefined> {
    const { rows } = await this.db.query<PasskeyRow>({
      name: 'passkey-find',
      text: `SELECT ${COLUMNS} FROM passkey WHERE id = $1`,
      values: [id],
    })
    return rows[0] && passkeyOf(rows[0])
  }

  override async list(did: Did, on: Queryable = this.db): Promise<StoredPasskey[]> {
    const { rows } = await on.query<PasskeyRow>({
      name: 'passkeys-of',
      text: `SELECT ${COLUMNS} FROM passkey WHERE did = $1 ORDER BY created_at, id`,
      values: [did],
    })
    return rows.map(passkeyOf)
  }

  override async use(id: string, counter: number, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'passkey-use',
      text: USE,
      values: [id, counter, now],
    })
    return rowCount === 1
  }

  override async rename(did: Did, id: string, name: string): Promise<boolean> {
    const { rowCount } = await this.db.query({
      name: 'passkey-rename',
      text: 'UPDATE passkey SET name = $3 WHERE did = $1 AND id = $2',
      values: [did, id, name],
    })
    return rowCount === 1
  }

  override async remove(on: Queryable, did: Did, id: string): Promise<string | undefined> {
    const { rows } = await on.query<{ name: string }>({
      name: 'passkey-remove',
      text: 'DELETE FROM passkey WHERE did = $1 AND id = $2 RETURNING name',
      values: [did, id],
    })
    return rows[0]?.name
  }

  override async removeOf(on: Queryable, did: Did): Promise<string[]> {
    const { rows } = await on.query<{ name: string }>({
      name: 'passkeys-remove',
      text: 'DELETE FROM passkey WHERE did = $1 RETURNING name',
      values: [did],
    })
    return rows.map(({ name }) => name)
  }
}

function passkeyOf(row: PasskeyRow): StoredPasskey {
  const { id, did, name, counter, transports } = row
  return {
    id,
    did,
    name,
    publicKey: row.public_key,
    counter,
    transports: transports === '' ? [] : transports.split(','),
    isSynced: row.synced,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
