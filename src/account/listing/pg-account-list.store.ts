import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database } from '../../database/index.js'
import { ACCOUNT_COLUMNS, type AccountRow, toAccount } from '../account-row.js'
import { conditionsOf } from './account-conditions.js'
import {
  type AccountFilter,
  AccountListStore,
  type AccountSlice,
  type AccountSort,
  type ListedAccount,
} from './account-list.store.js'

/** What a list is ordered by, each with an index that has the DID beside it, and as what its places are written. */
const ORDERS: Readonly<Record<AccountSort, { key: string; type: string; text: string }>> = {
  createdAt: {
    key: 'created_at',
    type: 'timestamptz',
    text: `to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`,
  },
  handle: { key: `coalesce(lower(handle), '')`, type: 'text', text: `coalesce(lower(handle), '')` },
  email: { key: `coalesce(lower(email), '')`, type: 'text', text: `coalesce(lower(email), '')` },
}

/** Accounts in the table `account`, by its indexes. */
@Injectable()
export class PgAccountListStore extends AccountListStore {
  #hasTrigrams: Promise<boolean> | undefined

  constructor(private readonly db: Database) {
    super()
  }

  override async list(filter: AccountFilter, slice: AccountSlice): Promise<ListedAccount[]> {
    const { where, values } = conditionsOf(filter, await this.hasTrigrams())
    const { key, type, text } = ORDERS[slice.sort]
    const { after, descending, limit } = slice
    if (after) {
      const [value, did] = [values.push(after.value), values.push(after.did)]
      where.push(`(${key}, did) ${descending ? '<' : '>'} ($${value}::${type}, $${did}::text)`)
    }
    const direction = descending ? 'DESC' : 'ASC'
    const { rows } = await this.db.query<AccountRow & { place: string }>({
      text: `SELECT ${ACCOUNT_COLUMNS}, ${text} AS place FROM account ${whereText(where)}
              ORDER BY ${key} ${direction}, did ${direction} LIMIT $${values.push(limit)}::int4`,
      values,
    })
    return rows.map((row) => ({ account: toAccount(row), place: { value: row.place, did: row.did as Did } }))
  }

  override async count(filter: AccountFilter): Promise<number> {
    const { where, values } = conditionsOf(filter, await this.hasTrigrams())
    const { rows } = await this.db.query<{ count: number }>({
      text: `SELECT count(*) AS count FROM account ${whereText(where)}`,
      values,
    })
    return rows[0]!.count
  }

  /** Whether the database can look into the middle of texts: its administrator may not have allowed it. */
  hasTrigrams(): Promise<boolean> {
    return (this.#hasTrigrams ??= this.#lookForTrigrams())
  }

  async #lookForTrigrams(): Promise<boolean> {
    const { rowCount } = await this.db.query({
      text: `SELECT FROM pg_indexes WHERE indexname = 'account_trigram_idx'`,
    })
    return rowCount > 0
  }
}

function whereText(where: readonly string[]): string {
  return where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''
}
