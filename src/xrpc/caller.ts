import type { Did } from '@guildhall/syntax'
import type { ScopeNeed } from './scope-need.js'

/** Nobody in particular. */
export interface AnonymousCaller {
  readonly kind: 'anonymous'
}

/** How an account proved who it is; `service`: it signed a token for the method, with which a service calls. */
export type AccountCredential =
  | 'session'
  | 'appPassword'
  | 'appPasswordPrivileged'
  | 'takendown'
  | 'oauth'
  | 'service'

/** An account hosted here. */
export interface AccountCaller {
  readonly kind: 'account'
  readonly did: Did
  readonly credential: AccountCredential
  readonly tokenId?: string
  /** Of OAuth: whether the grant covers a need. */
  allows?(need: ScopeNeed): boolean
}

/** The administrator: whoever has the password, or a program with a token. */
export interface AdminCaller {
  readonly kind: 'admin'
  readonly token?: { readonly id: string; readonly onBehalfOf?: string | undefined }
  /** Whether something is allowed, for all accounts. */
  may(permission: string): boolean
  /** Refuses what is done to the account of an administrator who ranks as high. @param account its DID or handle */
  assertAbove(account: string): Promise<void>
}

/** The holder of a refresh token. */
export interface RefreshCaller {
  readonly kind: 'refresh'
  readonly did: Did
  readonly tokenId: string
  /** of the session that the token continues; old tokens do not say it */
  readonly sessionId: string | undefined
  readonly expired: boolean
}

/** Somebody whose service vouches for them, with a key of their DID document. */
export interface ServiceCaller {
  readonly kind: 'service'
  readonly did: Did
  /** the fragment of the key: `atproto` */
  readonly keyId: string
  /** of one that administers: as with {@link AdminCaller} */
  assertAbove?(account: string): Promise<void>
}

/** Who calls. */
export type Caller = AnonymousCaller | AccountCaller | AdminCaller | RefreshCaller | ServiceCaller
