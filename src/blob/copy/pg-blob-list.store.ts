import { Injectable } from '@nestjs/common'
import { Database } from '../../database/index.js'
import { BlobListStore, type BlobPage, type ListedBlob } from './blob-list.store.js'

const SINCE = '($1::timestamptz IS NULL OR created_at >= $1)'

/** The blobs in the table of PostgreSQL. */
@Injectable()
export class PgBlobListStore extends BlobListStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async page({ since, after, limit }: BlobPage): Promise<ListedBlob[]> {
    const { rows } = await this.db.query<{
      cid: Buffer
      object_key: string
      mime_type: string
      size: number
    }>({
      text: `SELECT cid, object_key, mime_type, size FROM blob
              WHERE ${SINCE} AND object_key > $2 ORDER BY object_key LIMIT $3::int4`,
      values: [since ?? null, after, limit],
    })
    return rows.map((row) => ({
      cid: row.cid,
      objectKey: row.object_key,
      mimeType: row.mime_type,
      size: row.size,
    }))
  }

  override async isNamed(objectKey: string): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: 'SELECT FROM blob WHERE object_key = $1',
      values: [objectKey],
    })
    return rowCount > 0
  }

  override async totals(since?: Date): Promise<{ count: number; bytes: number }> {
    const { rows } = await this.db.query<{ count: number; bytes: number }>({
      text: `SELECT count(*)::int8 AS count, coalesce(sum(size), 0)::int8 AS bytes FROM blob WHERE ${SINCE}`,
      values: [since ?? null],
    })
    return rows[0]!
  }
}
