import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type FormerHandle, type FormerHandleQuery, FormerHandleStore } from './former-handle.store.js'

const PUT = `
  INSERT INTO former_handle (handle, did, given_up_at) VALUES ($1, $2, $3)
  ON CONFLICT (handle) DO UPDATE SET did = excluded.did, given_up_at = excluded.given_up_at`

const listStatement = (descending: boolean) => `
  SELECT * FROM former_handle
   WHERE given_up_at > $1::timestamptz AND ($2::text IS NULL OR handle ${descending ? '<' : '>'} $2)
   ORDER BY handle ${descending ? 'DESC' : 'ASC'} LIMIT $3::int4`

const REMOVE_OLDER = `
  DELETE FROM former_handle WHERE handle IN (
    SELECT handle FROM former_handle WHERE given_up_at <= $1::timestamptz LIMIT $2::int4)`

interface FormerRow {
  handle: string
  did: Did
  given_up_at: Date
}

/** Former handles in the table `former_handle`. */
@Injectable()
export class PgFormerHandleStore extends FormerHandleStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async put(tx: Queryable, { handle, did, givenUpAt }: FormerHandle): Promise<void> {
    await tx.query({ name: 'former-handle-put', text: PUT, values: [handle, did, givenUpAt] })
  }

  override async find(handle: string): Promise<FormerHandle | undefined> {
    const { rows } = await this.db.query<FormerRow>({
      name: 'former-handle-find',
      text: 'SELECT * FROM former_handle WHERE handle = $1',
      values: [handle],
    })
    return rows[0] && toFormer(rows[0])
  }

  override async list({ since, after, descending, limit }: FormerHandleQuery): Promise<FormerHandle[]> {
    const values = [since, after ?? null, limit]
    const { rows } = await this.db.query<FormerRow>({ text: listStatement(descending), values })
    return rows.map(toFormer)
  }

  override async count(since: Date): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM former_handle WHERE given_up_at > $1::timestamptz',
      values: [since],
    })
    return rows[0]!.count
  }

  override async remove(tx: Queryable, handle: string): Promise<boolean> {
    const { rowCount } = await tx.query({
      name: 'former-handle-remove',
      text: 'DELETE FROM former_handle WHERE handle = $1',
      values: [handle],
    })
    return rowCount === 1
  }

  override async removeOlder(than: Date, limit: number): Promise<number> {
    return (await this.db.query({ text: REMOVE_OLDER, values: [than, limit] })).rowCount
  }
}

function toFormer({ handle, did, given_up_at: givenUpAt }: FormerRow): FormerHandle {
  return { handle, did, givenUpAt }
}
