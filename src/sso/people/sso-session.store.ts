import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'
import type { WrappedKey } from '../../identity/index.js'

/** That somebody has signed in with a provider in a browser. */
export interface SsoSession {
  readonly id: string
  readonly connectionId: string
  readonly subject: string
  readonly did: Did
  readonly deviceId: Uint8Array
  /** `sid`, or the session index of SAML */
  readonly sid: string | undefined
  readonly createdAt: Date
  readonly expiresAt: Date
  /** which the provider wants to see again when they sign out there; sealed */
  readonly idToken?: WrappedKey | undefined
}

/** Whose sessions: of one session at the provider, or of a person. */
export interface SsoSessionFilter {
  readonly connectionId: string
  readonly sid?: string | undefined
  readonly subject?: string | undefined
}

/** Where it is kept in which browsers somebody has signed in with a provider, so that it can end that. */
export abstract class SsoSessionStore {
  abstract add(on: Queryable, session: SsoSession): Promise<void>

  /** One that has not expired, ended or not. */
  abstract find(id: string, now: Date): Promise<SsoSession | undefined>

  /** Those that a provider means who names a session, a person or both. Whoever has signed out is not among them. */
  abstract list(filter: SsoSessionFilter, on?: Queryable): Promise<SsoSession[]>

  /** The latest of an account in a browser that has not ended. */
  abstract latestOf(did: Did, deviceId: Uint8Array): Promise<SsoSession | undefined>

  abstract remove(on: Queryable, ids: readonly string[]): Promise<void>

  /** Removes those of an account in a browser. */
  abstract removeIn(did: Did, deviceId: Uint8Array): Promise<void>

  /** Ends a session, of which {@link find} knows for a while, and removes all others of its account in its browser. */
  abstract end(session: SsoSession, now: Date, until: Date): Promise<void>

  abstract removeOf(on: Queryable, did: Did): Promise<void>

  /** Removes up to `limit` that have expired; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
