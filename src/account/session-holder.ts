import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** Keeps sessions of accounts. Every provider of this class is found by itself when sessions have to end. */
export abstract class SessionHolder {
  /** Ends all sessions of an account inside the caller's transaction. */
  abstract endAll(tx: Queryable, did: Did): Promise<void>
}
