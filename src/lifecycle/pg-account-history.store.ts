import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { AccountState } from '../account/index.js'
import { Database, type Queryable } from '../database/index.js'
import { AccountHistoryStore, type HistoryEntry } from './account-history.store.js'
import type { Actor } from './state-command.js'

const ADD = `
  INSERT INTO account_history (did, command, actor, reason, former_state, state, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`

interface HistoryRow {
  command: string
  actor: Actor
  reason: string | null
  former_state: AccountState
  state: AccountState
  created_at: Date
}

/** The history of accounts in the table `account_history`. */
@Injectable()
export class PgAccountHistoryStore extends AccountHistoryStore {
  constructor(private readonly db: Database) {
    super()
  }

  override async add(tx: Queryable, entry: HistoryEntry): Promise<void> {
    const { did, command, actor, reason, formerState, state, at } = entry
    const values = [did, command, actor, reason ?? null, formerState, state, at]
    await tx.query({ name: 'history-add', text: ADD, values })
  }

  override async list(did: Did, limit: number): Promise<HistoryEntry[]> {
    const { rows } = await this.db.query<HistoryRow>({
      name: 'history-list',
      text: 'SELECT * FROM account_history WHERE did = $1 ORDER BY id DESC LIMIT $2::int4',
      values: [did, limit],
    })
    return rows.map((row) => ({
      did,
      command: row.command,
      actor: row.actor,
      reason: row.reason ?? undefined,
      formerState: row.former_state,
      state: row.state,
      at: row.created_at,
    }))
  }
}
