import type { Connection, ConnectionKind, HealthCheck } from './connection.js'

/** A sign-in that is to begin. */
export interface ProviderRequest {
  /** secret; comes back as `state` or `RelayState`. Other secrets of the sign-in are derived from it. */
  readonly state: string
  /** who is expected, where the provider may be told */
  readonly loginHint: string | undefined
  /** whether it must be asked anew who sits there */
  readonly isForced: boolean
}

/** Where a browser is sent: to an address, or with a form. */
export type ProviderDeparture =
  | { readonly kind: 'redirect'; readonly url: string; readonly requestId?: string | undefined }
  | {
      readonly kind: 'form'
      readonly url: string
      readonly fields: Readonly<Record<string, string>>
      readonly requestId?: string | undefined
    }

/** What a browser brings back. */
export interface ProviderCallback {
  readonly state: string
  /** of the departure */
  readonly requestId: string | undefined
  /** whether the departure demanded that it be asked anew, and when that was (ms since the epoch) */
  readonly isForced: boolean
  readonly startedMs: number
  readonly method: 'GET' | 'POST'
  readonly parameters: Readonly<Record<string, string>>
}

/** What a provider has said of somebody, after all that makes it believable was looked at. */
export interface VerifiedClaims {
  /** who it is, for good: the same person has the same one next time, and nobody else ever has */
  readonly subject: string
  readonly issuer: string
  readonly email: string | undefined
  readonly emailVerified: boolean
  readonly name: string | undefined
  readonly locale: string | undefined
  readonly groups: readonly string[]
  readonly acr: string | undefined
  readonly amr: readonly string[]
  /** when they have shown the provider who they are (ms since the epoch) */
  readonly authTimeMs: number | undefined
  /** session at the provider: `sid`, or the session index of SAML */
  readonly sid: string | undefined
  /** all that was said, as it was said, for templates and whoever looks at a test */
  readonly raw: Readonly<Record<string, unknown>>
}

/** What comes of a sign-in at a provider. */
export interface ProviderAnswer {
  readonly claims: VerifiedClaims
  /** which the provider wants to see again when somebody signs out there; nobody else may have it */
  readonly idToken?: string | undefined
}

/** Somebody who signs out at a provider. */
export interface ProviderSession {
  readonly subject: string
  readonly sid: string | undefined
  /** with which they have signed in, if it is known */
  readonly idToken?: string | undefined
  /** where the browser comes back to: a path on this server */
  readonly back: string
}

/**
 * A kind of identity provider. Every provider of this class is found by itself; the one of a connection's kind is asked.
 * What goes wrong is a {@link SsoFailure}, whose details are for the trace and for no member.
 */
export abstract class IdentityProvider {
  abstract readonly kind: ConnectionKind

  /** Looks at settings before they are stored. @returns what is wrong, by JSON pointer below the settings */
  abstract check(settings: Readonly<Record<string, unknown>>): readonly { at: string; message: string }[]

  /** Where the browser goes. @throws {SsoFailure} */
  abstract begin(connection: Connection, request: ProviderRequest): Promise<ProviderDeparture>

  /** Believes what the browser brings, or not. @throws {SsoFailure} */
  abstract finish(connection: Connection, callback: ProviderCallback): Promise<ProviderAnswer>

  /**
   * Where a browser ends its session at the provider; `undefined` where there is no such place.
   * @throws {SsoFailure}
   */
  abstract endSessionUrl(connection: Connection, session: ProviderSession): Promise<string | undefined>

  /** Looks whether a connection would work now. Never throws. */
  abstract health(connection: Connection): Promise<HealthCheck[]>
}
