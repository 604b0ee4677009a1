import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** A session as its owner and administrators see it. */
export interface OpenSession {
  readonly id: string
  /** what it was opened with: the main password, an app password, or by an application (OAuth) */
  readonly kind: 'password' | 'app password' | 'application'
  /** of the app password, or the id of the application */
  readonly name: string | undefined
  readonly openedAt: Date
  readonly usedAt: Date
  readonly expiresAt: Date
}

/** Keeps sessions of accounts. Every provider of this class is found by itself when sessions have to end. */
export abstract class SessionHolder {
  /** Ends all sessions of an account inside the caller's transaction. */
  abstract endAll(tx: Queryable, did: Did): Promise<void>

  /** Ends one of those of {@link list} inside the caller's transaction. @returns whether the account has it here */
  endOne(_tx: Queryable, _did: Did, _id: string): Promise<boolean> {
    return Promise.resolve(false)
  }

  /** The sessions of an account that have not ended, as far as this keeps any that tokens belong to. */
  list(_did: Did): Promise<OpenSession[]> {
    return Promise.resolve([])
  }
}
