import type { Database } from '../database/index.js'
import { inBatches } from './in-batches.js'
import { RetainedData } from './retained-data.js'

/** Rows changed by one statement. */
const BATCH = 1_000

/** Which rows of a table go. Texts of SQL, which no request has a say in. */
export interface OldRows {
  readonly table: string
  /** those that are from before `$1` */
  readonly old: string
  /** what is done in place of deleting them: `SET ip = NULL`, after which they are no longer old */
  readonly change?: string | undefined
}

/** A class of data that is rows of one table. */
export abstract class RetainedRows extends RetainedData {
  constructor(
    private readonly db: Database,
    private readonly rows: OldRows,
  ) {
    super()
  }

  override async count(before: Date): Promise<number> {
    const { table, old } = this.rows
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM ${table} WHERE ${old}`,
      values: [before],
    })
    return rows[0]!.count
  }

  override remove(before: Date): Promise<number> {
    const { table, old, change } = this.rows
    const text = `${change === undefined ? `DELETE FROM ${table}` : `UPDATE ${table} ${change}`}
                   WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${old} LIMIT $2::int4))`
    return inBatches(BATCH, async (limit) => {
      return (await this.db.query({ text, values: [before, limit] })).rowCount
    })
  }
}

/** SQL: whether whoever a column says is not held. @param did the column, with its table */
export function isNotHeld(did: string): string {
  return `NOT EXISTS (SELECT FROM repo WHERE is_held AND repo.did = ${did})`
}
