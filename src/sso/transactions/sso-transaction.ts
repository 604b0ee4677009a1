import type { Did } from '@guildhall/syntax'
import type { WrappedKey } from '../../identity/index.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'

/** What somebody signs in with their organization for. */
export type SsoPurpose =
  /** the request of an application */
  | 'request'
  /** `/account`, or the dashboard */
  | 'pages'
  /** to have one more way to sign in to the account that they are signed in to */
  | 'link'
  /** to have a way to sign in to the account that they move here */
  | 'move'
  /** an administrator looks what the provider says */
  | 'test'

/** A sign-in at an identity provider, from the departure of the browser to its end. */
export interface SsoTransaction {
  /** also that of its trace */
  readonly id: string
  readonly connectionId: string
  /** the browser that has begun it */
  readonly deviceId: Uint8Array
  readonly purpose: SsoPurpose
  /** where the browser goes on: a path on this server */
  readonly back: string
  /** of `link` and `move`: whose account it is */
  readonly did: Did | undefined
  /** handle, DID or address of the only person who will do, as the application has named them */
  readonly loginHint: string | undefined
  /** whether the provider must ask anew who it is */
  readonly isForced: boolean
  /** of the departure, where the protocol has one */
  readonly requestId: string | undefined
  readonly startedAt: Date
  readonly expiresAt: Date
  readonly usedAt: Date | undefined
  /** what the provider has said */
  readonly claims: VerifiedClaims | undefined
  /** with which it has said it, where it wants to see that again; sealed */
  readonly idToken: WrappedKey | undefined
  readonly finishedAt: Date | undefined
}

/** A transaction that begins. */
export type NewSsoTransaction = Omit<
  SsoTransaction,
  'requestId' | 'usedAt' | 'claims' | 'idToken' | 'finishedAt'
>
