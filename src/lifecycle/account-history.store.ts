import type { Did } from '@guildhall/syntax'
import type { AccountState } from '../account/index.js'
import type { Queryable } from '../database/index.js'
import type { Actor } from './state-command.js'

/** One thing that was done to the state of an account. */
export interface HistoryEntry {
  readonly did: Did
  readonly command: string
  readonly actor: Actor
  readonly reason: string | undefined
  readonly formerState: AccountState
  readonly state: AccountState
  readonly at: Date
}

/** Where the history of accounts is kept. */
export abstract class AccountHistoryStore {
  /** Adds an entry inside the caller's transaction. */
  abstract add(tx: Queryable, entry: HistoryEntry): Promise<void>

  /** The entries of an account, the newest first. */
  abstract list(did: Did, limit: number): Promise<HistoryEntry[]>
}
