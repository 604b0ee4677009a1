import type { ClientAuth } from '@guildhall/oauth'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** An application that acts for an account. */
export interface OauthSession {
  readonly id: string
  readonly did: Did
  readonly clientId: string
  readonly deviceId: Uint8Array
  readonly scope: string
  readonly dpopThumbprint: string
  readonly clientAuth: ClientAuth
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** A session with the last time it was noted to be in use. */
export interface FoundOauthSession extends OauthSession {
  readonly usedAt: Date
}

/** A session as it is shown to the owner of the account. */
export interface ListedOauthSession extends Pick<
  FoundOauthSession,
  'id' | 'clientId' | 'scope' | 'createdAt' | 'usedAt' | 'expiresAt'
> {
  /** of the browser in which it was allowed */
  readonly userAgent: string | undefined
  readonly ip: string | undefined
}

/** Where sessions of applications are kept, and what was allowed to them. */
export abstract class OauthSessionStore {
  /** Adds a session and what was consented to. */
  abstract add(session: OauthSession): Promise<void>

  /** A session that has not ended. */
  abstract find(id: string): Promise<FoundOauthSession | undefined>

  /** Those of an account that have not expired, the one that was used last first. */
  abstract listOf(did: Did, now: Date): Promise<ListedOauthSession[]>

  /** Notes that a session is in use. */
  abstract touch(id: string, now: Date): Promise<void>

  /** What an account has allowed an application before. */
  abstract consented(did: Did, clientId: string): Promise<string | undefined>

  /** Removes sessions. @returns the ids of those that were there */
  abstract remove(on: Queryable, ids: readonly string[]): Promise<string[]>

  /** Removes all sessions of an account. @returns their ids */
  abstract removeOf(on: Queryable, did: Did): Promise<string[]>

  /** Forgets what an account has allowed one application, or all of them. */
  abstract forgetConsents(on: Queryable, did: Did, clientId?: string): Promise<void>

  /** Removes up to `limit` that expired before `now`; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
