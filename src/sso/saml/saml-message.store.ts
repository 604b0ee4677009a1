import type { NameId } from './wire/saml-messages.js'

/** Under which name a provider knows somebody who has signed in with it. */
export interface NamedSession {
  readonly connectionId: string
  readonly subject: string
  /** session index of the provider */
  readonly sid: string | undefined
  readonly nameId: NameId
}

/** A logout that a provider was asked for. */
export interface AskedLogout {
  readonly id: string
  readonly connectionId: string
  /** where the browser goes on: a path on this server */
  readonly back: string
}

/** Where it is kept for all nodes which messages were exchanged. */
export abstract class SamlMessageStore {
  /** Notes that a message was taken; `false` if it was before. */
  abstract take(connectionId: string, id: string, expiresAt: Date): Promise<boolean>

  abstract noteSession(session: NamedSession, now: Date): Promise<void>

  /** Sessions of somebody by the name that the provider has for them. */
  abstract sessionsOf(connectionId: string, name: string): Promise<NamedSession[]>

  /** The latest session of a subject, or that of an index. */
  abstract findSession(
    connectionId: string,
    subject: string,
    sid: string | undefined,
  ): Promise<NamedSession | undefined>

  abstract askLogout(logout: AskedLogout, expiresAt: Date): Promise<void>

  /** A logout that was answered, once. */
  abstract takeLogout(connectionId: string, id: string, now: Date): Promise<AskedLogout | undefined>

  /** Removes up to `limit` of each kind that have expired, and sessions older than that; returns how many went. */
  abstract removeExpired(now: Date, sessionsBefore: Date, limit: number): Promise<number>
}
