import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import type { Slice } from '../api/list-page.js'
import { isTimedId } from '../api/timed-id.js'
import type { Archive, ArchivePartName, StoredArchive } from './archive.js'
import { type ArchiveFilter, ArchiveStore } from './archive.store.js'

const FILTER = '($1::text IS NULL OR did = $1::text) AND ($2::text IS NULL OR kind = $2::text)'

/** The row stays; what it names becomes garbage of the store of blobs. */
const DROP = `
  WITH gone AS (
    SELECT object_key FROM account_archive WHERE id = $1::uuid AND object_key IS NOT NULL FOR UPDATE),
  cleared AS (
    UPDATE account_archive SET object_key = NULL, wrapped = NULL, kek_id = NULL WHERE id = $1::uuid)
  INSERT INTO blob_garbage (object_key) SELECT object_key FROM gone ON CONFLICT DO NOTHING`

interface ArchiveRow {
  id: string
  did: Did
  kind: Archive['kind']
  hold_id: string | null
  include: ArchivePartName[]
  requested_by: string
  created_at: Date
  made_at: Date | null
  expires_at: Date | null
  downloaded_at: Date | null
  object_key: string | null
  size: number | null
  wrapped: Buffer | null
  kek_id: string | null
}

/** Archives in the table `account_archive`. */
@Injectable()
export class PgArchiveStore extends ArchiveStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, archive: Archive): Promise<void> {
    const { id, did, kind, holdId, include, requestedBy, createdAt } = archive
    await tx.query({
      text: `INSERT INTO account_archive (id, did, kind, hold_id, include, requested_by, created_at)
             VALUES ($1::uuid, $2, $3, $4::uuid, $5::jsonb, $6, $7)`,
      values: [id, did, kind, holdId ?? null, JSON.stringify(include), requestedBy, createdAt],
    })
  }

  override async find(id: string): Promise<Archive | undefined> {
    if (!isTimedId(id)) return undefined
    const { rows } = await this.db.query<ArchiveRow>({
      text: 'SELECT * FROM account_archive WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toArchive(rows[0])
  }

  override async list({ did, kind }: ArchiveFilter, { descending, after, limit }: Slice): Promise<Archive[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<ArchiveRow>({
      text: `SELECT * FROM account_archive WHERE ${FILTER} AND ($3::uuid IS NULL OR id ${beyond} $3::uuid)
              ORDER BY id ${direction} LIMIT $4::int4`,
      values: [did ?? null, kind ?? null, after && isTimedId(after.id) ? after.id : null, limit],
    })
    return rows.map(toArchive)
  }

  override async count({ did, kind }: ArchiveFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM account_archive WHERE ${FILTER}`,
      values: [did ?? null, kind ?? null],
    })
    return rows[0]!.count
  }

  override async made(
    id: string,
    { objectKey, size, key }: StoredArchive,
    madeAt: Date,
    expiresAt: Date | undefined,
    tx: Queryable = this.db,
  ): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE account_archive
                SET object_key = $2, size = $3, wrapped = $4, kek_id = $5, made_at = $6,
                    expires_at = coalesce(expires_at, $7)
              WHERE id = $1::uuid AND made_at IS NULL`,
      values: [id, objectKey, size, Buffer.from(key.wrapped), key.kekId, madeAt, expiresAt ?? null],
    })
    return rowCount === 1
  }

  override async claim(id: string, now: Date): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: `UPDATE account_archive SET downloaded_at = $2::timestamptz
              WHERE id = $1::uuid AND downloaded_at IS NULL AND object_key IS NOT NULL
                AND expires_at > $2::timestamptz`,
      values: [id, now],
    })
    return rowCount === 1
  }

  override async giveBack(id: string): Promise<void> {
    await this.db.query({
      text: 'UPDATE account_archive SET downloaded_at = NULL WHERE id = $1::uuid',
      values: [id],
    })
  }

  override async drop(id: string): Promise<void> {
    await this.db.query({ text: DROP, values: [id] })
  }

  override async expired(now: Date, limit: number): Promise<string[]> {
    const { rows } = await this.db.query<{ id: string }>({
      text: `SELECT id FROM account_archive WHERE object_key IS NOT NULL AND expires_at <= $1
              ORDER BY expires_at LIMIT $2::int4`,
      values: [now, limit],
    })
    return rows.map(({ id }) => id)
  }

  override async expire(tx: Queryable, of: { holdId: string } | { did: Did }, at: Date): Promise<void> {
    const [column, value] = 'did' in of ? ['did = $1', of.did] : ['hold_id = $1::uuid', of.holdId]
    await tx.query({
      text: `UPDATE account_archive SET expires_at = $2 WHERE ${column}`,
      values: [value, at],
    })
  }
}

function toArchive(row: ArchiveRow): Archive {
  const { id, did, kind, include, object_key: objectKey, size, wrapped, kek_id: kekId } = row
  const isStored = objectKey !== null && size !== null && wrapped && kekId !== null
  return {
    ...{ id, did, kind, include, requestedBy: row.requested_by, createdAt: row.created_at },
    holdId: row.hold_id ?? undefined,
    madeAt: row.made_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    downloadedAt: row.downloaded_at ?? undefined,
    stored: isStored ? { objectKey, size, key: { wrapped, kekId } } : undefined,
  }
}
