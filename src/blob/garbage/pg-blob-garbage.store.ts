import { type CidBytes } from '@guildhall/data'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, type Queryable, textArray } from '../../database/index.js'
import { IS_REFERENCED, UNREFERENCED_GRACE } from '../blob-expiry.js'
import { BlobGarbageStore, type DueBlobs } from './blob-garbage.store.js'
import { NOBODY_HOLDS } from './blob-hold.js'

const IS_DUE = 'blob.expires_at < now() AND blob.takedown_ref IS NULL'

const DUE = `
  SELECT repo_id, array_agg(cid) AS cids
    FROM (SELECT repo_id, cid FROM blob
           WHERE ${IS_DUE} AND repo_id NOT IN (SELECT repo_id FROM repo WHERE is_held)
           ORDER BY expires_at LIMIT $1::int4) AS due
   GROUP BY repo_id`

/** Commits and uploads lock the repository as well: from here on no reference comes or goes. A legal hold keeps all. */
const HOLD = 'SELECT FROM repo WHERE repo_id = $1::int8 AND NOT is_held FOR UPDATE SKIP LOCKED'

/** A statement of its own, which sees what was committed before the repository was held. */
const COLLECT = `
  WITH used AS (
    UPDATE blob SET expires_at = NULL
     WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[]) AND ${IS_DUE} AND ${IS_REFERENCED}
    RETURNING cid),
  gone AS (
    DELETE FROM blob
     WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[]) AND ${IS_DUE} AND NOT ${IS_REFERENCED}
    RETURNING object_key),
  garbage AS (
    INSERT INTO blob_garbage (object_key) SELECT object_key FROM gone ON CONFLICT DO NOTHING)
  SELECT (SELECT count(*) FROM used) + (SELECT count(*) FROM gone) AS changed`

const FORGOTTEN = `blob.expires_at IS NULL AND NOT ${IS_REFERENCED}`

/** Garbage in PostgreSQL: `blob` and `blob_garbage`. */
@Injectable()
export class PgBlobGarbageStore extends BlobGarbageStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async due(limit: number): Promise<DueBlobs[]> {
    const { rows } = await this.db.query<{ repo_id: number; cids: CidBytes[] }>({
      text: DUE,
      values: [limit],
    })
    return rows.map(({ repo_id, cids }) => ({ repoId: repo_id, cids }))
  }

  override async collect(tx: Queryable, { repoId, cids }: DueBlobs): Promise<number> {
    const { rowCount } = await tx.query({ text: HOLD, values: [repoId] })
    if (rowCount === 0) return 0
    const { rows } = await tx.query<{ changed: number }>({
      text: COLLECT,
      values: [repoId, byteaArray(cids)],
    })
    return rows[0]!.changed
  }

  override async objects(limit: number): Promise<string[]> {
    const { rows } = await this.db.query<{ object_key: string }>({
      text: `SELECT object_key FROM blob_garbage WHERE ${NOBODY_HOLDS} ORDER BY object_key LIMIT $1::int4`,
      values: [limit],
    })
    return rows.map(({ object_key }) => object_key)
  }

  override async forget(keys: readonly string[]): Promise<void> {
    await this.db.query({
      text: 'DELETE FROM blob_garbage WHERE object_key = ANY($1::text[])',
      values: [textArray(keys)],
    })
  }

  override async expireForgotten({ dryRun }: { dryRun: boolean }): Promise<number> {
    const { rowCount } = await this.db.query({
      text: dryRun
        ? `SELECT FROM blob WHERE ${FORGOTTEN}`
        : `UPDATE blob SET expires_at = now() + ${UNREFERENCED_GRACE} WHERE ${FORGOTTEN}`,
    })
    return rowCount
  }
}
