import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** Has a say before an account that was active ceases to be. Every provider of this class is found by itself. */
export abstract class StandingRule {
  /** Whether the service can do without an account; asked in the transaction that has changed it. */
  abstract canDoWithout(tx: Queryable, did: Did): Promise<boolean>
}
