import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { type AllowanceOverrides, BlobAllowanceStore, type BlobAmount } from './blob-allowance.store.js'

const COLUMNS = {
  uploadBytesMax: 'upload_bytes_max',
  quotaBytes: 'quota_bytes',
  dailyBytes: 'daily_bytes',
  dailyCount: 'daily_count',
  locationAllowed: 'location_allowed',
} as const satisfies Record<keyof AllowanceOverrides, string>

const NAMES = Object.keys(COLUMNS) as (keyof AllowanceOverrides)[]
const TODAY = `(now() AT TIME ZONE 'UTC')::date`

const COUNT_UPLOAD = `
  INSERT INTO blob_upload_day AS today (did, day, bytes, count) VALUES ($1, ${TODAY}, $2::int8, 1)
  ON CONFLICT (did) DO UPDATE
     SET day = excluded.day,
         bytes = excluded.bytes + CASE WHEN today.day = excluded.day THEN today.bytes ELSE 0 END,
         count = excluded.count + CASE WHEN today.day = excluded.day THEN today.count ELSE 0 END
  RETURNING bytes, count`

const STORED = `
  SELECT coalesce(sum(blob.size), 0)::int8 AS bytes, count(blob.cid) AS count
    FROM repo LEFT JOIN blob USING (repo_id) WHERE repo.did = $1`

const STORED_BY_ALL = `
  SELECT coalesce(sum(size), 0)::int8 AS bytes, count(*) AS count, count(DISTINCT repo_id) AS accounts FROM blob`

const NOTHING: BlobAmount = { bytes: 0, count: 0 }

/** Allowances in PostgreSQL: `blob_allowance` and `blob_upload_day`. */
@Injectable()
export class PgBlobAllowanceStore extends BlobAllowanceStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async overrides(did: Did, on: Queryable = this.db): Promise<AllowanceOverrides> {
    const { rows } = await on.query<Record<string, number | boolean | null>>({
      name: 'blob-allowance',
      text: `SELECT ${Object.values(COLUMNS).join(', ')} FROM blob_allowance WHERE did = $1`,
      values: [did],
    })
    const [row] = rows
    if (!row) return {}
    const present = NAMES.flatMap((name) => {
      const value = row[COLUMNS[name]]
      return value === null || value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(present) as AllowanceOverrides
  }

  override async override(
    did: Did,
    change: { [K in keyof AllowanceOverrides]: AllowanceOverrides[K] | null },
    on: Queryable = this.db,
  ): Promise<void> {
    const names = NAMES.filter((name) => change[name] !== undefined)
    if (names.length === 0) return
    const columns = names.map((name) => COLUMNS[name])
    await on.query({
      text: `INSERT INTO blob_allowance (did, ${columns.join(', ')})
             VALUES ($1, ${columns.map((_, i) => `$${i + 2}`).join(', ')})
             ON CONFLICT (did) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      values: [did, ...names.map((name) => change[name])],
    })
  }

  override async countUpload(tx: Queryable, did: Did, bytes: number): Promise<BlobAmount> {
    const { rows } = await tx.query<BlobAmount>({
      name: 'blob-count-upload',
      text: COUNT_UPLOAD,
      values: [did, bytes],
    })
    return rows[0]!
  }

  override async today(did: Did): Promise<BlobAmount> {
    const { rows } = await this.db.query<BlobAmount>({
      text: `SELECT bytes, count FROM blob_upload_day WHERE did = $1 AND day = ${TODAY}`,
      values: [did],
    })
    return rows[0] ?? NOTHING
  }

  override async stored(did: Did, on: Queryable = this.db): Promise<BlobAmount> {
    const { rows } = await on.query<BlobAmount>({ name: 'blob-stored', text: STORED, values: [did] })
    return rows[0]!
  }

  override async storedByAll(): Promise<BlobAmount & { accounts: number }> {
    const { rows } = await this.db.query<BlobAmount & { accounts: number }>({ text: STORED_BY_ALL })
    return rows[0]!
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM blob_allowance WHERE did = $1', values: [did] })
    await tx.query({ text: 'DELETE FROM blob_upload_day WHERE did = $1', values: [did] })
  }
}
