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

  override async setTakedown(did: Did, cid: CidBytes, ref: string | null): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: `UPDATE blob SET takedown_ref = $3 FROM repo
              WHERE repo.did = $1 AND blob.repo_id = repo.repo_id AND blob.cid = $2`,
      values: [did, cid, ref],
    })
    return rowCount === 1
  }
}
