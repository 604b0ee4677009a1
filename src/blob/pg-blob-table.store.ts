import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database, type Queryable } from '../database/index.js'
import { IS_REFERENCED, UNREFERENCED_GRACE } from './blob-expiry.js'
import {
  type AddedBlob,
  type BlobPart,
  type BlobRange,
  BlobTableStore,
  type ModeratedBlob,
  type ModeratedFilter,
  type ModeratedSlice,
  type NewBlob,
  type OwnBlob,
  type ServableBlob,
  type StoredBlob,
} from './blob-table.store.js'

const FIND = `
  SELECT blob.cid, blob.mime_type, blob.size, blob.takedown_ref IS NOT NULL AS takendown, blob.object_key,
         coalesce(blob.expires_at < now() + ${UNREFERENCED_GRACE} / 2, false) AS is_expiring
    FROM repo JOIN blob USING (repo_id)
   WHERE repo.did = $1 AND blob.cid = ANY($2::bytea[])`

const SERVABLE = `
  SELECT blob.mime_type, blob.size, blob.object_key
    FROM repo JOIN blob USING (repo_id)
   WHERE repo.did = $1 AND blob.cid = $2 AND blob.takedown_ref IS NULL AND ${IS_REFERENCED}`

/* The repository by its id, not in a join: only so are the blobs known to come in the order of their index. */
const REPO_ID = '(SELECT repo_id FROM repo WHERE did = $1)'

const OWN = `
    FROM blob
   WHERE blob.repo_id = ${REPO_ID} AND blob.takedown_ref IS NULL AND ${IS_REFERENCED}`

const LIST = `
  SELECT blob.cid, blob.mime_type, blob.size ${OWN}
     AND ($2::bytea IS NULL OR blob.cid > $2::bytea) AND ($3::bytea IS NULL OR blob.cid <= $3::bytea)
   ORDER BY blob.cid LIMIT $4::int4`

const PARTS = `
  WITH own AS (SELECT blob.cid, blob.size, (row_number() OVER (ORDER BY blob.cid) - 1) / $2::int8 AS part ${OWN})
  SELECT count(*) AS count, sum(size)::int8 AS bytes, (array_agg(cid ORDER BY cid DESC))[1] AS up_to
    FROM own GROUP BY part ORDER BY part`

/** Paths that are told of each blob. */
const USED_BY_MAX = 5

const MODERATED = `
    FROM blob
   WHERE blob.repo_id = ${REPO_ID} AND ($2::boolean IS NULL OR (blob.takedown_ref IS NOT NULL) = $2::boolean)
     AND ($3::text IS NULL OR EXISTS (
           SELECT FROM repo_blob_ref used WHERE used.repo_id = blob.repo_id AND used.path = $3 AND used.cid = blob.cid))`

const MODERATED_LIST = (direction: 'ASC' | 'DESC') => `
  SELECT blob.cid, blob.mime_type, blob.size, blob.created_at, blob.takedown_ref,
         ARRAY(SELECT ref.path FROM repo_blob_ref ref
                WHERE ref.repo_id = blob.repo_id AND ref.cid = blob.cid ORDER BY ref.path LIMIT ${USED_BY_MAX}) AS used_by
    ${MODERATED} AND ($4::bytea IS NULL OR blob.cid ${direction === 'ASC' ? '>' : '<'} $4::bytea)
   ORDER BY blob.cid ${direction} LIMIT $5::int4`

const TTL = (parameter: string) => `now() + ${parameter}::float8 * interval '1 millisecond'`

const RETURNED = `blob.mime_type, blob.object_key, blob.takedown_ref IS NOT NULL AS takendown`

/** A row that is new has never been updated: only that has no xmax. */
const ADD = `
  INSERT INTO blob (repo_id, cid, mime_type, size, object_key, expires_at)
  SELECT $1::int8, $2, $3, $4::int8, $5,
         CASE WHEN NOT EXISTS (SELECT FROM repo_blob_ref ref WHERE ref.repo_id = $1::int8 AND ref.cid = $2)
              THEN ${TTL('$6')} END
  ON CONFLICT (repo_id, cid) DO UPDATE
     SET mime_type = CASE WHEN blob.expires_at IS NULL THEN blob.mime_type ELSE excluded.mime_type END,
         object_key = CASE WHEN blob.object_key = $7 THEN excluded.object_key ELSE blob.object_key END,
         expires_at = CASE WHEN blob.expires_at IS NOT NULL THEN greatest(blob.expires_at, excluded.expires_at) END
  RETURNING ${RETURNED}, blob.xmax = 0 AS is_new`

const RENEW = `
  UPDATE blob
     SET mime_type = CASE WHEN blob.expires_at IS NULL THEN blob.mime_type ELSE $3 END,
         expires_at = CASE WHEN blob.expires_at IS NOT NULL THEN greatest(blob.expires_at, ${TTL('$4')}) END
    FROM repo WHERE repo.did = $1 AND blob.repo_id = repo.repo_id AND blob.cid = $2
  RETURNING ${RETURNED}`

const POSTPONE = `
  UPDATE blob
     SET expires_at = CASE WHEN expires_at IS NOT NULL THEN greatest(expires_at, now() + ${UNREFERENCED_GRACE}) END
   WHERE repo_id = $1::int8 AND cid = ANY($2::bytea[])`

interface AddedRow {
  mime_type: string
  object_key: string
  takendown: boolean
  is_new: boolean
}

/** Blobs in PostgreSQL. */
@Injectable()
export class PgBlobTableStore extends BlobTableStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async find(did: Did, cids: readonly CidBytes[]): Promise<StoredBlob[]> {
    const { rows } = await this.db.query<{
      cid: Buffer
      mime_type: string
      size: number
      takendown: boolean
      object_key: string
      is_expiring: boolean
    }>({ name: 'blob-find', text: FIND, values: [did, byteaArray(cids)] })
    return rows.map((row) => ({
      cid: row.cid,
      mimeType: row.mime_type,
      size: row.size,
      takendown: row.takendown,
      objectKey: row.object_key,
      isExpiring: row.is_expiring,
    }))
  }

  override async servable(did: Did, cid: CidBytes): Promise<ServableBlob | undefined> {
    const { rows } = await this.db.query<{ mime_type: string; size: number; object_key: string }>({
      name: 'blob-servable',
      text: SERVABLE,
      values: [did, cid],
    })
    const row = rows[0]
    return row && { mimeType: row.mime_type, size: row.size, objectKey: row.object_key }
  }

  override async list(did: Did, { after, upTo }: BlobRange, limit: number): Promise<OwnBlob[]> {
    const { rows } = await this.db.query<{ cid: Buffer; mime_type: string; size: number }>({
      name: 'blob-list-own',
      text: LIST,
      values: [did, after ?? null, upTo ?? null, limit],
    })
    return rows.map((row) => ({ cid: row.cid, mimeType: row.mime_type, size: row.size }))
  }

  override async moderated(
    did: Did,
    { takendown, usedBy }: ModeratedFilter,
    { descending, after, limit }: ModeratedSlice,
  ): Promise<ModeratedBlob[]> {
    const { rows } = await this.db.query<{
      cid: Buffer
      mime_type: string
      size: number
      created_at: Date
      takedown_ref: string | null
      used_by: string[]
    }>({
      text: MODERATED_LIST(descending ? 'DESC' : 'ASC'),
      values: [did, takendown ?? null, usedBy ?? null, after ?? null, limit],
    })
    return rows.map((row) => ({
      ...{ cid: row.cid, mimeType: row.mime_type, size: row.size, createdAt: row.created_at },
      takedownRef: row.takedown_ref ?? undefined,
      usedBy: row.used_by,
    }))
  }

  override async countModerated(did: Did, { takendown, usedBy }: ModeratedFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count ${MODERATED}`,
      values: [did, takendown ?? null, usedBy ?? null],
    })
    return rows[0]!.count
  }

  override async parts(did: Did, size: number): Promise<BlobPart[]> {
    const { rows } = await this.db.query<{ count: number; bytes: number; up_to: Buffer }>({
      name: 'blob-parts',
      text: PARTS,
      values: [did, size],
    })
    return rows.map(({ count, bytes, up_to: upTo }) => ({ count, bytes, upTo }))
  }

  override async hold(tx: Queryable, did: Did): Promise<number | undefined> {
    const { rows } = await tx.query<{ repo_id: number }>({
      name: 'blob-hold',
      text: 'SELECT repo_id FROM repo WHERE did = $1 FOR SHARE',
      values: [did],
    })
    return rows[0]?.repo_id
  }

  override async add(tx: Queryable, repoId: number, blob: NewBlob): Promise<AddedBlob> {
    const { cid, mimeType, size, objectKey, unusedTtlMs, missingKey } = blob
    const { rows } = await tx.query<AddedRow>({
      name: 'blob-add',
      text: ADD,
      values: [repoId, cid, mimeType, size, objectKey, unusedTtlMs, missingKey ?? null],
    })
    return { ...toAdded(rows[0]!), isNew: rows[0]!.is_new }
  }

  override async renew(
    did: Did,
    { cid, mimeType, unusedTtlMs }: Pick<NewBlob, 'cid' | 'mimeType' | 'unusedTtlMs'>,
  ): Promise<Omit<AddedBlob, 'isNew'> | undefined> {
    const { rows } = await this.db.query<AddedRow>({
      name: 'blob-renew',
      text: RENEW,
      values: [did, cid, mimeType, unusedTtlMs],
    })
    return rows[0] && toAdded(rows[0])
  }

  override async postpone(tx: Queryable, repoId: number, cids: readonly CidBytes[]): Promise<number> {
    const { rowCount } = await tx.query({ text: POSTPONE, values: [repoId, byteaArray(cids)] })
    return rowCount
  }

  override async count(did: Did): Promise<{ expected: number; uploaded: number }> {
    const { rows } = await this.db.query<{ expected: number; uploaded: number }>({
      name: 'blob-count',
      text: `SELECT (SELECT count(DISTINCT ref.cid) FROM repo_blob_ref ref WHERE ref.repo_id = repo.repo_id) AS expected,
                    (SELECT count(*) FROM blob WHERE blob.repo_id = repo.repo_id) AS uploaded
               FROM repo WHERE repo.did = $1`,
      values: [did],
    })
    return rows[0] ?? { expected: 0, uploaded: 0 }
  }

  override async takedown(did: Did, cid: CidBytes): Promise<{ ref: string | undefined } | undefined> {
    const { rows } = await this.db.query<{ takedown_ref: string | null }>({
      text: `SELECT blob.takedown_ref FROM repo JOIN blob USING (repo_id) WHERE repo.did = $1 AND blob.cid = $2`,
      values: [did, cid],
    })
    return rows[0] && { ref: rows[0].takedown_ref ?? undefined }
  }

  override async setTakedown(on: Queryable, did: Did, cid: CidBytes, ref: string | null): Promise<boolean> {
    const { rowCount } = await on.query({
      text: `UPDATE blob SET takedown_ref = $3 FROM repo
              WHERE repo.did = $1 AND blob.repo_id = repo.repo_id AND blob.cid = $2`,
      values: [did, cid, ref],
    })
    return rowCount === 1
  }
}

function toAdded(row: AddedRow): Omit<AddedBlob, 'isNew'> {
  return { mimeType: row.mime_type, objectKey: row.object_key, takendown: row.takendown }
}
