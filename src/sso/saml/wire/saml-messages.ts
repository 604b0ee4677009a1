import type { SamlProblemCode } from './saml-problem.js'

/** This server as a provider knows it. */
export interface ServiceParty {
  readonly entityId: string
  /** where responses go */
  readonly consumerUrl: string
  /** where messages about logouts go */
  readonly logoutUrl: string
  /** the key that signs (PKCS #8, PEM), with its certificate (PEM) */
  readonly signing: { readonly key: string; readonly certificate: string }
  /** all keys that assertions may be encrypted for (PKCS #8, PEM) */
  readonly decryptionKeys: readonly string[]
}

/** What a provider says of itself in its metadata. */
export interface ProviderParty {
  readonly entityId: string
  /** where browsers sign in; they are sent there by redirects */
  readonly signOnUrl: string
  /** where logouts are told, and answered; by redirects as well */
  readonly logout: { readonly url: string; readonly answerUrl: string } | undefined
  /** certificates that it signs with, as base64 of DER; several while it changes from one to the next */
  readonly certificates: readonly string[]
  /** when the metadata end (ms since the epoch) */
  readonly validUntilMs: number | undefined
}

/** Formats of NameIDs that a connection may ask for. */
export type NameIdFormat = 'persistent' | 'emailAddress' | 'unspecified'

/** Who somebody is for a provider, as its logouts name them. */
export interface NameId {
  readonly value: string
  readonly format: string | undefined
  readonly nameQualifier: string | undefined
  readonly spNameQualifier: string | undefined
}

/** What is asked of the thread. Times are ms since the epoch. */
export type SamlTask =
  | {
      readonly task: 'depart'
      readonly service: ServiceParty
      readonly provider: ProviderParty
      readonly nameIdFormat: NameIdFormat
      readonly requestId: string
      readonly relayState: string
      readonly isForced: boolean
    }
  | {
      readonly task: 'response'
      readonly service: ServiceParty
      readonly provider: ProviderParty
      /** `SAMLResponse` as it came: base64 */
      readonly message: string
      /** of the request that is answered; absent: nobody has asked, and that is allowed */
      readonly requestId: string | undefined
      readonly isResponseSigned: boolean
      /** whether its assertion must be encrypted */
      readonly isEncrypted: boolean
      readonly nowMs: number
    }
  | {
      readonly task: 'logoutMessage'
      readonly service: ServiceParty
      readonly provider: ProviderParty
      readonly carried: CarriedMessage
      readonly nowMs: number
    }
  | {
      readonly task: 'logoutRequest'
      readonly service: ServiceParty
      readonly provider: ProviderParty
      readonly requestId: string
      readonly nameId: NameId
      readonly sessionIndex: string | undefined
    }
  | {
      readonly task: 'logoutAnswer'
      readonly service: ServiceParty
      readonly provider: ProviderParty
      readonly inResponseTo: string
      readonly relayState: string | undefined
      readonly isSuccess: boolean
    }
  | { readonly task: 'metadata'; readonly xml: string; readonly entityId: string | undefined }

/** A message about a logout as it came: a form, or the query of an address. */
export type CarriedMessage =
  | { readonly binding: 'post'; readonly message: string; readonly relayState: string | undefined }
  | { readonly binding: 'redirect'; readonly query: string }

/** What an assertion says, all of it signed. Times are ms since the epoch. */
export interface Assertion {
  readonly id: string
  readonly issuer: string
  readonly nameId: NameId
  readonly sessionIndex: string | undefined
  readonly contextClass: string | undefined
  readonly authTimeMs: number
  /** from when on it is good for nothing, whatever else is the case */
  readonly endsMs: number
  /** when the provider's session ends at the latest */
  readonly sessionEndsMs: number | undefined
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

/** What a provider says about a logout, signed. */
export type LogoutMessage =
  | {
      readonly kind: 'request'
      readonly id: string
      readonly nameId: NameId
      readonly sessionIndexes: readonly string[]
      readonly relayState: string | undefined
      /** until when it must not be taken a second time */
      readonly endsMs: number
    }
  | { readonly kind: 'response'; readonly inResponseTo: string; readonly isSuccess: boolean }

/** What each task comes to. */
export interface SamlResults {
  depart: string
  response: Assertion
  logoutMessage: LogoutMessage
  logoutRequest: string
  logoutAnswer: string
  metadata: ProviderParty
}

/** What the thread says. */
export type SamlReply =
  | { readonly step: 'ready' }
  | { readonly step: 'done'; readonly result: SamlResults[keyof SamlResults] }
  | { readonly step: 'done'; readonly problem: { readonly code: SamlProblemCode; readonly message: string } }
