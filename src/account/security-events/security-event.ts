import type { Did } from '@guildhall/syntax'

/** What may prove, besides the password, that it is the owner. */
export type FactorKind = 'totp' | 'passkey' | 'recovery-code' | 'email'

/** What can happen to an account, and what is known of each. */
export interface SecurityEventDetails {
  /** Somebody has signed in. `isNew`: from a browser or network that was not known. */
  'signed-in': {
    /** `password`, `passkey`, `app-password`, `sign-up`, or that of a single sign-on */
    readonly method: string
    readonly isNew: boolean
    /** second factor, if there was one */
    readonly factor?: FactorKind
    /** name of the app password */
    readonly appPassword?: string
  }
  /** The password was right, the second factor was not. */
  'factor-failed': { readonly factor: FactorKind }
  /** An application was allowed to act for the account, for the first time. */
  'app-allowed': { readonly clientId: string; readonly scope: string }
  'app-password-made': { readonly name: string }
  'app-password-first-used': { readonly name: string }
  'app-password-removed': { readonly name: string }
  /** `by`: the owner, with the old one; whoever reads the mail of the account; an administrator. */
  'password-changed': { readonly by: 'owner' | 'code' | 'administrator' }
  'email-changed': { readonly by: 'owner' | 'administrator' }
  'handle-changed': { readonly from: string | null; readonly to: string }
  'factor-added': { readonly factor: FactorKind; readonly name?: string }
  'factor-removed': { readonly factor: FactorKind; readonly name?: string }
  /** A person of an organization may sign in. `name`: of the organization. */
  'identity-linked': { readonly name: string }
  'identity-unlinked': { readonly name: string }
  'recovery-codes-renewed': Record<string, never>
  'recovery-code-used': { readonly left: number }
  /** One session was ended: that of an application, a browser, or one of old. */
  'session-revoked': { readonly what: 'app' | 'browser' | 'session'; readonly name?: string }
  'signed-out-everywhere': Record<string, never>
}

export type SecurityEventKind = keyof SecurityEventDetails

/** Something that is to be noted. The place is that of the request being served, unless it is given. */
export type NewSecurityEvent = {
  [K in SecurityEventKind]: {
    readonly did: Did
    readonly kind: K
    readonly details: SecurityEventDetails[K]
    /** the browser, where one is known */
    readonly deviceId?: Uint8Array | undefined
    /** whether it was whoever runs the service: the owner is not told where that was */
    readonly byService?: boolean
  }
}[SecurityEventKind]

/** Something that has happened to an account. */
export type SecurityEvent = {
  [K in SecurityEventKind]: {
    readonly kind: K
    readonly at: Date
    readonly ip: string | undefined
    readonly userAgent: string | undefined
    readonly details: SecurityEventDetails[K]
  }
}[SecurityEventKind]

/** Some events, the latest first. */
export interface SecurityEventPage {
  readonly events: readonly SecurityEvent[]
  /** leads to earlier ones; absent if there are none */
  readonly cursor: string | undefined
}
