import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import type { MailCodePurpose } from './mail-code-purpose.js'

/** A code as it is stored: never in clear. */
export interface StoredCode {
  readonly did: Did
  readonly purpose: MailCodePurpose
  readonly hash: Uint8Array
  readonly expiresAt: Date
}

/** Where codes that were sent by mail are kept, at most one per account and purpose. */
export abstract class MailCodeStore {
  /** Keeps a code; the one before it is good for nothing from now on. */
  abstract put(code: StoredCode, tx?: Queryable): Promise<void>

  abstract find(hash: Uint8Array): Promise<StoredCode | undefined>

  /** Takes a code away inside the caller's transaction; `undefined` if it is gone. Nobody gets it twice. */
  abstract take(tx: Queryable, hash: Uint8Array): Promise<StoredCode | undefined>

  /** Removes the codes of an account inside the caller's transaction: that of a purpose, or all. */
  abstract removeOf(tx: Queryable, did: Did, purpose?: MailCodePurpose): Promise<void>

  /** Removes up to `limit` codes that expired before `time`; returns how many went. */
  abstract removeExpired(time: Date, limit: number): Promise<number>
}
