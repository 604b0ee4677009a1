import type { CidBytes } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { byteaArray, Database } from '../database/index.js'
import { BlobTableStore, type StoredBlob } from './blob-table.store.js'

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
    }>({
      name: 'blob-find',
      text: `SELECT blob.cid, blob.mime_type, blob.size, blob.takedown_ref IS NOT NULL AS takendown
               FROM repo JOIN blob USING (repo_id)
              WHERE repo.did = $1 AND blob.cid = ANY($2::bytea[])`,
      values: [did, byteaArray(cids)],
    })
    return rows.map((row) => ({
      cid: row.cid,
      mimeType: row.mime_type,
      size: row.size,
      takendown: row.takendown,
    }))
  }
}
