import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'

/** A session as it is stored. */
export interface StoredSession {
  readonly did: Did
  /** The same for all tokens that continue it. It signs nobody in. */
  readonly sessionId: string
  readonly expiresAt: Date
  /** The app password that opened it, if any. */
  readonly appPasswordName: string | undefined
}

/** What is known of a session that was just prolonged. */
export interface RotatedSession {
  readonly sessionId: string
  readonly appPassword: { readonly name: string; readonly privileged: boolean } | undefined
}

/** Where sessions are kept, one row per refresh token, under the hash of the token's id. */
export abstract class RefreshTokenStore {
  abstract add(on: Queryable, key: Uint8Array, session: StoredSession): Promise<void>

  /**
   * Replaces a token by its successor: the old one stays good until `graceEnd` at most, counted from its first
   * use. Does the same however often and however simultaneously it is called.
   * @returns `undefined` if the token is unknown, revoked, expired or of another account
   */
  abstract rotate(rotation: {
    did: Did
    key: Uint8Array
    successorKey: Uint8Array
    now: Date
    graceEnd: Date
    successorExpiresAt: Date
  }): Promise<RotatedSession | undefined>

  /**
   * Removes the tokens of one session of an account.
   * @param key of any token of it; needed where `sessionId` is not known
   * @returns the id of the session, if there was a token of it
   */
  abstract removeSession(
    on: Queryable,
    did: Did,
    key: Uint8Array,
    sessionId: string | undefined,
  ): Promise<string[]>

  /**
   * Removes the tokens of all sessions of an account, or of those that an app password opened.
   * @returns the ids of these sessions
   */
  abstract removeOf(on: Queryable, did: Did, appPasswordName?: string): Promise<string[]>

  /** Removes up to `limit` tokens that expired before `now`; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
