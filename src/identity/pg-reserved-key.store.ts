import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { type ReservedKey, ReservedKeyStore } from './reserved-key.store.js'

const COLUMNS = 'did_key, did, wrapped, kek_id, expires_at'

/** Of two who reserve for one DID at a time, the second one finds the key of the first. */
const KEEP = `
  INSERT INTO reserved_signing_key (did_key, did, wrapped, kek_id, expires_at, created_at)
  SELECT $1, $2::text, $3, $4, $5::timestamptz, $6::timestamptz
   WHERE (SELECT count(*) FROM reserved_signing_key WHERE expires_at > $6::timestamptz) < $7::int4
  ON CONFLICT (did)
  DO UPDATE SET did_key = excluded.did_key, wrapped = excluded.wrapped, kek_id = excluded.kek_id,
                expires_at = excluded.expires_at, created_at = excluded.created_at
   WHERE reserved_signing_key.expires_at <= $6::timestamptz
  RETURNING ${COLUMNS}`

const REMOVE_EXPIRED = `
  DELETE FROM reserved_signing_key
   WHERE did_key IN (SELECT did_key FROM reserved_signing_key WHERE expires_at <= $1 LIMIT $2::int4)`

interface KeyRow {
  did_key: string
  did: Did | null
  wrapped: Buffer
  kek_id: string
  expires_at: Date
}

/** Reserved keys in the table `reserved_signing_key`. */
@Injectable()
export class PgReservedKeyStore extends ReservedKeyStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async keep(key: ReservedKey, now: Date, countMax: number): Promise<ReservedKey | undefined> {
    const { didKey, did, wrapped, kekId, expiresAt } = key
    const known = did && (await this.find(did, now))
    if (known) return known
    const { rows } = await this.db.query<KeyRow>({
      name: 'reserved-key-keep',
      text: KEEP,
      values: [didKey, did ?? null, Buffer.from(wrapped), kekId, expiresAt, now, countMax],
    })
    if (rows[0]) return toKey(rows[0])
    return did && this.find(did, now)
  }

  override async find(did: Did, now: Date): Promise<ReservedKey | undefined> {
    const { rows } = await this.db.query<KeyRow>({
      name: 'reserved-key-find',
      text: `SELECT ${COLUMNS} FROM reserved_signing_key WHERE did = $1 AND expires_at > $2`,
      values: [did, now],
    })
    return rows[0] && toKey(rows[0])
  }

  override async remove(tx: Queryable, did: Did): Promise<void> {
    await tx.query({
      name: 'reserved-key-remove',
      text: 'DELETE FROM reserved_signing_key WHERE did = $1',
      values: [did],
    })
  }

  override async removeExpired(now: Date, limit: number): Promise<number> {
    const { rowCount } = await this.db.query({ text: REMOVE_EXPIRED, values: [now, limit] })
    return rowCount
  }
}

function toKey(row: KeyRow): ReservedKey {
  return {
    didKey: row.did_key,
    did: row.did ?? undefined,
    wrapped: row.wrapped,
    kekId: row.kek_id,
    expiresAt: row.expires_at,
  }
}
