import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { Account, AccountChange, NewAccount } from './account.js'

/** How an account may be found. Handles and addresses are compared in lower case. */
export type AccountKey = { did: Did } | { handle: string } | { email: string }

/** Where accounts are kept. */
export abstract class AccountStore {
  abstract find(key: AccountKey): Promise<Account | undefined>

  /** The handles of accounts, of any status, in one statement; who has no account is absent. */
  abstract handlesOf(dids: readonly Did[]): Promise<Map<Did, string>>

  /** An account as it is now; nobody else changes it until the caller's transaction ends. */
  abstract lock(tx: Queryable, did: Did): Promise<Account | undefined>

  /**
   * Accounts whose time to be deleted has come, and that nobody has taken down or holds, at most
   * `limit`. What owners have said of themselves does not count while they are locked out.
   * @param except which are left out
   */
  abstract dueForDeletion(now: Date, limit: number, except: readonly Did[]): Promise<Did[]>

  /** Accounts whose suspension is to end, the longest due first, at most `limit`. */
  abstract suspensionsOver(now: Date, limit: number): Promise<Did[]>

  /** Accounts by DID, after one of them; with `email`, those whose address contains it. */
  abstract search(email: string | undefined, after: Did | undefined, limit: number): Promise<Account[]>

  /** An account with the hash of its password, for signing in. */
  abstract findWithPassword(
    key: AccountKey,
  ): Promise<{ account: Account; passwordHash: string | undefined } | undefined>

  /** Puts another hash of the same password in the place of one; `false` if that is not its hash any more. */
  abstract renewPasswordHash(did: Did, former: string, hash: string): Promise<boolean>

  /** Which of a handle and an address some account has, whatever its status. */
  abstract taken(handle: string, email: string | undefined): Promise<{ handle: boolean; email: boolean }>

  /**
   * Adds an account inside the caller's transaction.
   * @throws {AccountExists | HandleTaken | EmailTaken} the transaction is lost then
   */
  abstract add(tx: Queryable, account: NewAccount): Promise<void>

  /**
   * Changes an account; other nodes are told on commit. `false` if there is none.
   * @throws {HandleTaken | EmailTaken} the transaction is lost then
   */
  abstract change(on: Queryable, did: Did, change: AccountChange): Promise<boolean>

  /** Removes an account; other nodes are told on commit. */
  abstract remove(on: Queryable, did: Did): Promise<void>
}
