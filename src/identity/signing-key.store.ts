import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { WrappedKey } from './key-vault.js'

/** An account's repository signing key as it is stored. */
export interface StoredSigningKey extends WrappedKey {
  readonly did: Did
  /** The public half, as `did:key`. */
  readonly didKey: string
}

/** Where wrapped signing keys are kept. */
export abstract class SigningKeyStore {
  abstract find(did: Did): Promise<StoredSigningKey | undefined>

  /** Stores or replaces the key of an account, inside the caller's transaction; other nodes are told on commit. */
  abstract put(on: Queryable, key: StoredSigningKey): Promise<void>

  /** Removes the key of an account, inside the caller's transaction; other nodes are told on commit. */
  abstract remove(on: Queryable, did: Did): Promise<void>
}
