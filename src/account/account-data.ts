import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/**
 * Statements that read what is known of somebody, by what it is called: each takes the DID as `$1`, and leaves out secrets
 * and what is known of others.
 */
export type KnownStatements = Readonly<Record<string, string>>

/** Nothing that other files of an export do not have. */
export const KNOWN_ELSEWHERE: KnownStatements = {}

/** Keeps data of accounts. Every provider of this class is found by itself when an account is deleted, or exported. */
export abstract class AccountData {
  /** What exports and archives of an account say of it. */
  abstract readonly known: KnownStatements

  /** Whether it is something to sign in with, besides the password. */
  readonly letsIn: boolean = false

  /** Removes all that belongs to an account inside the caller's transaction. */
  abstract erase(tx: Queryable, did: Did): Promise<void>
}
