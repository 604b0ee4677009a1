import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type pg from 'pg'
import { Database } from '../../database/index.js'
import type { StoredObject } from '../blob.store.js'
import { BlobInventoryStore, type Inventory, type MissingObject } from './blob-inventory.store.js'

const BEGIN = `
  CREATE TEMPORARY TABLE noted_object AS
  SELECT ''::text COLLATE "C" AS key, 0::int8 AS size, now() AS stored_at LIMIT 0`

const NOTE = `
  INSERT INTO noted_object (key, size, stored_at)
  SELECT * FROM unnest($1::text[], $2::int8[], $3::timestamptz[])`

const ORPHANS = `
  SELECT noted.key, noted.size FROM noted_object noted
   WHERE noted.stored_at < $1
     AND NOT EXISTS (SELECT FROM blob WHERE blob.object_key = noted.key)
     AND NOT EXISTS (SELECT FROM account_archive archive WHERE archive.object_key = noted.key)
     AND NOT EXISTS (SELECT FROM blob_garbage garbage WHERE garbage.object_key = noted.key)`

const MISSING = `
  SELECT repo.did, blob.cid, blob.object_key FROM blob JOIN repo USING (repo_id)
   WHERE blob.created_at < $1
     AND NOT EXISTS (SELECT FROM noted_object noted WHERE noted.key = blob.object_key)
   ORDER BY repo.did, blob.cid`

/** Inventories in a temporary table, on a connection of their own: any number of objects takes no memory here. */
@Injectable()
export class PgBlobInventoryStore extends BlobInventoryStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async take<T>(use: (inventory: Inventory) => Promise<T>): Promise<T> {
    const client = await this.db.newClient()
    // Whoever has a statement on it hears of a broken connection.
    client.on('error', () => undefined)
    try {
      const { rows } = await client.query<{ now: Date }>('SELECT now() AS now')
      await client.query(BEGIN)
      return await use(new PgInventory(client, rows[0]!.now))
    } finally {
      await client.end()
    }
  }
}

class PgInventory implements Inventory {
  constructor(
    private readonly client: pg.Client,
    private readonly begunAt: Date,
  ) {}

  async note(objects: readonly StoredObject[]): Promise<void> {
    await this.client.query(NOTE, [
      objects.map(({ key }) => key),
      objects.map(({ size }) => size),
      objects.map(({ storedAt }) => storedAt),
    ])
  }

  async orphans(before: Date): Promise<{ key: string; size: number }[]> {
    // Outside of the pool, int8 arrives as text.
    const { rows } = await this.client.query<{ key: string; size: string }>(ORPHANS, [before])
    return rows.map(({ key, size }) => ({ key, size: Number(size) }))
  }

  async missing(): Promise<MissingObject[]> {
    await this.client.query('CREATE INDEX ON noted_object (key)')
    const { rows } = await this.client.query<{ did: Did; cid: CidBytes; object_key: string }>(MISSING, [
      this.begunAt,
    ])
    return rows.map(({ did, cid, object_key }) => ({ did, cid, objectKey: object_key }))
  }
}
