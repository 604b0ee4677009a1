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

/** Where reserved keys are kept. */
export abstract class ReservedKeyStore {
  /**
   * Keeps a key, unless one is kept for its DID that is still good at `now`, or as many as `countMax` are kept.
   * @returns the key that is kept for the DID now; `undefined` when there are too many
   */
  abstract keep(key: ReservedKey, now: Date, countMax: number): Promise<ReservedKey | undefined>

  /** The key that is kept for a DID, if it is still good at `now`. */
  abstract find(did: Did, now: Date): Promise<ReservedKey | undefined>

  /** Removes a key that found its account, inside the caller's transaction. */
  abstract remove(tx: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` keys that expired before `now`; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
