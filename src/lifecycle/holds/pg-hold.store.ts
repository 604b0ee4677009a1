import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { type Hold, type HoldFilter, type HoldRelease, type HoldSlice, HoldStore } from './hold.store.js'

const FILTER = `($1::text IS NULL OR did = $1::text)
            AND ($2::boolean IS NULL OR (released_at IS NOT NULL) = $2::boolean)`

interface HoldRow {
  id: string
  did: Did
  reason: string
  review_at: Date | null
  placed_by: string
  placed_at: Date
  released_by: string | null
  released_at: Date | null
  release_reason: string | null
}

/** Holds in the table `legal_hold`. */
@Injectable()
export class PgHoldStore extends HoldStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, hold: Hold): Promise<void> {
    const { id, did, reason, reviewAt, placedBy, placedAt } = hold
    await tx.query({
      text: `INSERT INTO legal_hold (id, did, reason, review_at, placed_by, placed_at)
             VALUES ($1::uuid, $2, $3, $4, $5, $6)`,
      values: [id, did, reason, reviewAt ?? null, placedBy, placedAt],
    })
  }

  override async find(id: string): Promise<Hold | undefined> {
    const { rows } = await this.db.query<HoldRow>({
      text: 'SELECT * FROM legal_hold WHERE id = $1::uuid',
      values: [id],
    })
    return rows[0] && toHold(rows[0])
  }

  override async release(tx: Queryable, id: string, { by, at, reason }: HoldRelease): Promise<boolean> {
    const { rowCount } = await tx.query({
      text: `UPDATE legal_hold SET released_by = $2, released_at = $3, release_reason = $4
              WHERE id = $1::uuid AND released_at IS NULL`,
      values: [id, by, at, reason ?? null],
    })
    return rowCount === 1
  }

  override async open(tx: Queryable, did: Did): Promise<number> {
    const { rows } = await tx.query<{ count: number }>({
      text: 'SELECT count(*) AS count FROM legal_hold WHERE did = $1 AND released_at IS NULL',
      values: [did],
    })
    return rows[0]!.count
  }

  override async list(filter: HoldFilter, { descending, afterId, limit }: HoldSlice): Promise<Hold[]> {
    const [direction, beyond] = descending ? ['DESC', '<'] : ['ASC', '>']
    const { rows } = await this.db.query<HoldRow>({
      text: `SELECT * FROM legal_hold
              WHERE ${FILTER} AND ($3::uuid IS NULL OR id ${beyond} $3::uuid)
              ORDER BY id ${direction} LIMIT $4::int4`,
      values: [filter.did ?? null, filter.released ?? null, afterId ?? null, limit],
    })
    return rows.map(toHold)
  }

  override async count(filter: HoldFilter): Promise<number> {
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM legal_hold WHERE ${FILTER}`,
      values: [filter.did ?? null, filter.released ?? null],
    })
    return rows[0]!.count
  }
}

function toHold(row: HoldRow): Hold {
  const { id, did, reason, released_by: by, released_at: at } = row
  return {
    ...{ id, did, reason, placedBy: row.placed_by, placedAt: row.placed_at },
    reviewAt: row.review_at ?? undefined,
    release: by !== null && at ? { by, at, reason: row.release_reason ?? undefined } : undefined,
  }
}
