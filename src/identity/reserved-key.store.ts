import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { WrappedKey } from './key-vault.js'

/** A key that was made for somebody who has no account yet. */
export interface ReservedKey extends WrappedKey {
  /** The public half, as `did:key`. */
  readonly didKey: string
  /** whom it is for, if that was said */
  readonly did: Did | undefined
  readonly expiresAt: Date
}

/** What a reserved key is wrapped for: it cannot pass for the key of an account. */
export function reservedKeyContext(didKey: string): string {
  return `reserved ${didKey}`
}

/** Where reserved keys are kept. */
export abstract class ReservedKeyStore {
  /**
   * Keeps a key, unless one is kept for its DID that is still good at `now`, or as many as `countMax` are kept.
   * @returns the key that is kept for the DID now; `undefined` when there are too many
   */
  abstract keep(key: ReservedKey, now: Date, countMax: number): Promise<ReservedKey | undefined>

  /** The key that is kept for a DID, if it is still good at `now`. */
  abstract find(did: Did, now: Date): Promise<ReservedKey | undefined>

  /**
   * Sets a key apart for an account that is here, unless it is reserved for another one or not good any more at `now`.
   * Other reservations of the account go. The caller's transaction must end without effect unless the key was taken.
   * @returns `otherTaken` if another key is set apart for it
   */
  abstract take(
    tx: Queryable,
    did: Did,
    didKey: string,
    now: Date,
  ): Promise<'taken' | 'unknown' | 'otherTaken'>

  /** The key that is set apart for an account. */
  abstract taken(did: Did): Promise<ReservedKey | undefined>

  /** Accounts for which keys were set apart before `before`, at most `limit`. */
  abstract takenBefore(before: Date, limit: number): Promise<Did[]>

  /** Makes a key that was set apart a reserved one again. */
  abstract giveBack(did: Did): Promise<void>

  /** Removes a key that was set apart, inside the caller's transaction; one that is only reserved stays. */
  abstract removeTaken(tx: Queryable, did: Did): Promise<void>

  /** Removes a key that found its account, inside the caller's transaction. */
  abstract remove(tx: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` keys that expired before `now` and are not set apart; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
