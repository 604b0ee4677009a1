import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** An app password as it is shown to its owner: never the secret. */
export interface AppPassword {
  readonly name: string
  /** Whether it also reaches what is sensitive, such as direct messages. */
  readonly privileged: boolean
  readonly createdAt: Date
  /** When it ceases to be good, and with it the sessions that it opened; never if absent. */
  readonly expiresAt: Date | undefined
}

/** An app password in a list of its owner's. */
export interface ListedAppPassword extends AppPassword {
  /** Within some minutes; absent if it was never used. */
  readonly lastUsedAt: Date | undefined
}

/** An app password that is being used. */
export interface UsedAppPassword extends AppPassword {
  readonly isFirstUse: boolean
}

/** When an app password is used. */
export interface AppPasswordUsage {
  readonly now: Date
  /** A use that was noted since then will do; it is not written again. */
  readonly notedAfter: Date
}

/** Where app passwords are kept. */
export abstract class AppPasswordStore {
  /** Adds an app password, in place of an expired one of this name; `false` if the account has a good one. */
  abstract add(did: Did, password: AppPassword, passwordHash: string, tx?: Queryable): Promise<boolean>
  /** The app password of an account with this hash, unless it has expired; notes that it is used. */
  abstract use(did: Did, passwordHash: string, usage: AppPasswordUsage): Promise<UsedAppPassword | undefined>
  /** All of an account, oldest first, expired ones included. */
  abstract list(did: Did): Promise<ListedAppPassword[]>
  /** @returns whether there was one */
  abstract remove(on: Queryable, did: Did, name: string): Promise<boolean>
  /** @returns the names of those that there were */
  abstract removeAll(on: Queryable, did: Did): Promise<string[]>
  /** Removes up to `limit` that have expired; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
