import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** Where recovery codes are kept, as digests, until they are used. */
export abstract class RecoveryCodeStore {
  /** Puts codes in the place of all that an account has. */
  abstract replace(on: Queryable, did: Did, hashes: readonly Buffer[]): Promise<void>

  /** Uses a code up. @returns whether it was there; of several at a time one gets it */
  abstract take(did: Did, hash: Buffer): Promise<boolean>

  /** How many an account has. */
  abstract count(on: Queryable, did: Did): Promise<number>
}
