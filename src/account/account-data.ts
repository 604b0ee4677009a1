import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** Keeps data of accounts. Every provider of this class is found by itself when an account is deleted. */
export abstract class AccountData {
  /** Removes all that belongs to an account inside the caller's transaction. */
  abstract erase(tx: Queryable, did: Did): Promise<void>
}
