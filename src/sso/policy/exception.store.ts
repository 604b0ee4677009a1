import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** That somebody may use the password for a while though their domain demands single sign-on. */
export interface PasswordException {
  readonly did: Did
  readonly reason: string
  /** DID; undefined: the holder of the password, or a token */
  readonly grantedBy: Did | undefined
  readonly grantedAt: Date
  readonly expiresAt: Date
}

/** Where exceptions are kept. */
export abstract class ExceptionStore {
  /** Puts one in the place of what there was for the account. */
  abstract put(tx: Queryable, exception: PasswordException): Promise<void>

  /** One that has not expired. */
  abstract find(did: Did, now: Date): Promise<PasswordException | undefined>

  /** One whether or not it has expired, which nobody else changes until the end of the transaction. */
  abstract lock(tx: Queryable, did: Did): Promise<PasswordException | undefined>

  /** Those that have not expired. */
  abstract list(now: Date): Promise<PasswordException[]>

  /** Removes one; `false` if there is none. */
  abstract remove(tx: Queryable, did: Did): Promise<boolean>
}
