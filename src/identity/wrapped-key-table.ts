import type { Database } from '../database/index.js'
import type { WrappedKey } from './key-vault.js'

/** A wrapped key in its row. */
export interface KeyInTable extends WrappedKey {
  /** primary key of the row */
  readonly id: string
  /** what it was wrapped for */
  readonly context: string
}

/** Where the columns of wrapped keys are. Names are parts of statements. */
export interface KeyColumns {
  readonly table: string
  readonly id: string
  readonly wrapped: string
  readonly kekId: string
}

/**
 * A table that holds wrapped keys. Every provider of this class is found by itself when the key-encryption key is
 * replaced.
 */
export abstract class WrappedKeyTable {
  constructor(
    private readonly db: Database,
    private readonly columns: KeyColumns,
  ) {}

  /** Name of the table. */
  get name(): string {
    return this.columns.table
  }

  /** What the key of a row was wrapped for. */
  abstract contextOf(id: string): string

  /** Up to `limit` keys that are wrapped with another key-encryption key than `kekId`, after the row `after`. */
  async wrappedOtherwise(kekId: string, after: string, limit: number): Promise<KeyInTable[]> {
    const { table, id, wrapped, kekId: kek } = this.columns
    const { rows } = await this.db.query<{ id: string; wrapped: Buffer; kek_id: string }>({
      text: `SELECT ${id} AS id, ${wrapped} AS wrapped, ${kek} AS kek_id FROM ${table}
              WHERE ${kek} <> $1 AND ${id} > $2 ORDER BY ${id} LIMIT $3::int4`,
      values: [kekId, after, limit],
    })
    return rows.map((row) => ({
      id: row.id,
      wrapped: row.wrapped,
      kekId: row.kek_id,
      context: this.contextOf(row.id),
    }))
  }

  /** Puts a key, wrapped anew, in the place of what it was; `false` if that is not there any more. */
  async replace(former: KeyInTable, next: WrappedKey): Promise<boolean> {
    const { table, id, wrapped, kekId } = this.columns
    const { rowCount } = await this.db.query({
      text: `UPDATE ${table} SET ${wrapped} = $3, ${kekId} = $4 WHERE ${id} = $1 AND ${wrapped} = $2`,
      values: [former.id, Buffer.from(former.wrapped), Buffer.from(next.wrapped), next.kekId],
    })
    return rowCount === 1
  }
}
