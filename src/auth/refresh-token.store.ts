import type { Did } from '@guildhall/syntax'
import type { AppPassword } from '../account/index.js'
import type { Queryable } from '../database/index.js'

/** What a session was opened with, if not with the main password. It ends with it. */
export type AppPasswordUse = Pick<AppPassword, 'name' | 'privileged' | 'expiresAt'>

/** A session as it is stored. */
export interface StoredSession {
  readonly did: Did
  /** The same for all tokens that continue it. It signs nobody in. */
  readonly sessionId: string
  readonly expiresAt: Date
  /** The app password that opened it, if any. */
  readonly appPasswordName: string | undefined
  /** The hash of the main password that opened it, if one did. */
  readonly passwordHash: string | undefined
  readonly place: SessionPlace
}

/** From where a session is opened or continued. */
export interface SessionPlace {
  readonly ip: string | undefined
  readonly userAgent: string | undefined
}

/** A session as it is shown to the owner of the account. */
export interface ListedSession extends SessionPlace {
  readonly sessionId: string
  readonly openedAt: Date
  readonly usedAt: Date
  readonly expiresAt: Date
  /** The app password that opened it, if any. */
  readonly appPasswordName: string | undefined
}

/** What is known of a session that was just prolonged. */
export interface RotatedSession {
  readonly sessionId: string
  readonly appPassword: AppPasswordUse | undefined
}

/** Where sessions are kept, one row per refresh token, under the hash of the token's id. */
export abstract class RefreshTokenStore {
  /**
   * Adds a session.
   * @returns `false` if the password that opened it, of whichever kind, was replaced or taken back since it was checked:
   * whoever did that has ended the sessions that were there, and must not be left with this one
   */
  abstract add(on: Queryable, key: Uint8Array, session: StoredSession): Promise<boolean>

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
    /** The use of an app password is noted by the way, unless one was since then. */
    appPasswordUseNotedAfter: Date
    place: SessionPlace
  }): Promise<RotatedSession | undefined>

  /** The sessions of an account that can be continued, the one that was used last first. */
  abstract listOf(did: Did, now: Date): Promise<ListedSession[]>

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
