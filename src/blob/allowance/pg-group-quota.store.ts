import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../../database/index.js'
import { GroupQuotaStore } from './group-quota.store.js'

const PUT = `
  INSERT INTO blob_group_quota (did, connection_id, quota_bytes, mapped_at) VALUES ($1, $2::uuid, $3::int8, $4)
  ON CONFLICT (did, connection_id) DO UPDATE
     SET quota_bytes = excluded.quota_bytes, mapped_at = excluded.mapped_at
   WHERE blob_group_quota.quota_bytes <> excluded.quota_bytes`

/** Quotas in the table `blob_group_quota`. */
@Injectable()
export class PgGroupQuotaStore extends GroupQuotaStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async of(did: Did): Promise<number | undefined> {
    const { rows } = await this.db.query<{ bytes: number | null }>({
      name: 'blob-group-quota',
      text: 'SELECT max(quota_bytes) AS bytes FROM blob_group_quota WHERE did = $1',
      values: [did],
    })
    return rows[0]?.bytes ?? undefined
  }

  override async ofConnection(connectionId: string, dids: readonly Did[]): Promise<ReadonlyMap<Did, number>> {
    const { rows } = await this.db.query<{ did: Did; bytes: number }>({
      text: `SELECT did, quota_bytes AS bytes FROM blob_group_quota
              WHERE connection_id = $1::uuid AND did = ANY($2::text[])`,
      values: [connectionId, dids],
    })
    return new Map(rows.map(({ did, bytes }) => [did, bytes]))
  }

  override async replace(
    tx: Queryable,
    { did, connectionId }: { readonly did: Did; readonly connectionId: string },
    quotaBytes: number | undefined,
    now: Date,
  ): Promise<number | undefined> {
    const { rows } = await tx.query<{ bytes: number }>({
      text: `SELECT quota_bytes AS bytes FROM blob_group_quota
              WHERE did = $1 AND connection_id = $2::uuid FOR UPDATE`,
      values: [did, connectionId],
    })
    if (quotaBytes === undefined) {
      const text = 'DELETE FROM blob_group_quota WHERE did = $1 AND connection_id = $2::uuid'
      if (rows.length > 0) await tx.query({ text, values: [did, connectionId] })
      return rows[0]?.bytes
    }
    const { rowCount } = await tx.query({ text: PUT, values: [did, connectionId, quotaBytes, now] })
    // Another transaction may have put the same meanwhile.
    return rowCount === 0 ? quotaBytes : rows[0]?.bytes
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await tx.query({ text: 'DELETE FROM blob_group_quota WHERE did = $1', values: [did] })
  }
}
