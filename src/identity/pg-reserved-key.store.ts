import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, isUniqueViolation, type Queryable } from '../database/index.js'
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
   WHERE reserved_signing_key.expires_at <= $6::timestamptz AND reserved_signing_key.taken_at IS NULL
  RETURNING ${COLUMNS}`

const REMOVE_EXPIRED = `
  DELETE FROM reserved_signing_key
   WHERE did_key IN (SELECT did_key FROM reserved_signing_key
                      WHERE expires_at <= $1 AND taken_at IS NULL LIMIT $2::int4)`

const TAKE = `
  UPDATE reserved_signing_key SET did = $1, taken_at = coalesce(taken_at, $3::timestamptz)
   WHERE did_key = $2 AND (did = $1 OR did IS NULL) AND (taken_at IS NOT NULL OR expires_at > $3::timestamptz)`

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

  override async take(
    tx: Queryable,
    did: Did,
    didKey: string,
    now: Date,
  ): Promise<'taken' | 'unknown' | 'otherTaken'> {
    // In a statement of its own: the index on the DID would still see what another part of one statement deletes.
    await tx.query({
      text: 'DELETE FROM reserved_signing_key WHERE did = $1 AND did_key <> $2 AND taken_at IS NULL',
      values: [did, didKey],
    })
    try {
      const { rowCount } = await tx.query({ text: TAKE, values: [did, didKey, now] })
      return rowCount === 1 ? 'taken' : 'unknown'
    } catch (error) {
      if (isUniqueViolation(error, 'reserved_signing_key_did_key')) return 'otherTaken'
      throw error
    }
  }

  override async taken(did: Did): Promise<ReservedKey | undefined> {
    const { rows } = await this.db.query<KeyRow>({
      text: `SELECT ${COLUMNS} FROM reserved_signing_key WHERE did = $1 AND taken_at IS NOT NULL`,
      values: [did],
    })
    return rows[0] && toKey(rows[0])
  }

  override async takenBefore(before: Date, limit: number): Promise<Did[]> {
    const { rows } = await this.db.query<{ did: Did }>({
      text: 'SELECT did FROM reserved_signing_key WHERE taken_at < $1 ORDER BY taken_at LIMIT $2::int4',
      values: [before, limit],
    })
    return rows.map(({ did }) => did)
  }

  override async giveBack(did: Did): Promise<void> {
    await this.db.query({
      text: 'UPDATE reserved_signing_key SET taken_at = NULL WHERE did = $1',
      values: [did],
    })
  }

  override async removeTaken(tx: Queryable, did: Did): Promise<void> {
    await tx.query({
      name: 'reserved-key-remove-taken',
      text: 'DELETE FROM reserved_signing_key WHERE did = $1 AND taken_at IS NOT NULL',
      values: [did],
    })
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
