import type { Queryable } from '../database/index.js'
import type { AuditEntry, NewEntry } from './audit-entry.js'

/** Where the chain ends. */
export interface AuditHead {
  /** number of the last entry; 0 where there is none */
  readonly seq: number
  readonly hash: Uint8Array
}

/** Which entries are looked for; what is absent does not matter. */
export interface AuditFilter {
  readonly actor?: string | undefined
  readonly actorType?: string | undefined
  /** of tokens: who has made them */
  readonly onBehalfOf?: string | undefined
  /** one, or all that begin like this: `account.*` */
  readonly action?: string | undefined
  readonly target?: string | undefined
  readonly outcome?: string | undefined
  readonly requestId?: string | undefined
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** From where on entries are read, in which direction. */
export interface AuditPosition {
  /** the entry that is followed */
  readonly after: Pick<AuditEntry, 'seq' | 'at'> | undefined
  /** whether newer ones follow */
  readonly ascending: boolean
}

/** Entries read at a time. */
const BATCH = 500

/** Where the audit is kept. */
export abstract class AuditStore {
  /** The head; nobody else adds an entry until the caller's transaction ends. */
  abstract lockHead(tx: Queryable): Promise<AuditHead>

  /** Adds an entry and makes it the head, inside the transaction that has locked it. */
  abstract append(tx: Queryable, entry: NewEntry, previousHash: Uint8Array, hash: Uint8Array): Promise<void>

  abstract head(on?: Queryable): Promise<AuditHead>

  /** Entries by number, at most `limit` beyond a position; with a time in the filter, by time and number. */
  abstract list(filter: AuditFilter, position: AuditPosition, limit: number): Promise<AuditEntry[]>

  /** All actions that there are entries of, in their order. */
  abstract actions(): Promise<string[]>

  /** All entries of a filter, the oldest first, as many at a time as are read at a time. */
  async *batches(filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
    let after: AuditEntry | undefined
    do {
      const entries = await this.list(filter, { after, ascending: true }, BATCH)
      if (entries.length > 0) yield entries
      after = entries.length === BATCH ? entries.at(-1) : undefined
    } while (after)
  }

  /** How many entries there are, counted up to `max`. */
  abstract count(filter: AuditFilter, max: number): Promise<number>

  /** Entries after a number in their order, read on one connection. */
  abstract after(on: Queryable, seq: number, limit: number): Promise<AuditEntry[]>
}
