import type { AppView, OrganizationView, PasskeyView, PermissionView } from '../oauth/page-state.js'
import type { PortalFrame } from './portal-frame.js'

export type * from './portal-frame.js'

/**
 * What a page of the account portal shows. Every page is made of plain HTML forms: `<form method="post">` to `action`, or
 * to `action` and `/code` where a code is to be sent by mail, each with the hidden field `csrf`. What was done is answered
 * with 303. Types only, so that whatever renders pages may import them. Times are ISO 8601 in UTC.
 *
 * Fields that the server reads, per page; a button of the name `decision` says what was pressed:
 * - every page: `decision` `sign-out` (here) or `sign-out-everywhere`, at the address of the overview
 * - `overview`: `decision` `reactivate`
 * - `apps`: `session` (an id) or `client` (of which all sessions end), as the value of a button
 * - `devices`: `browser` or `session` (ids), or `decision` `end-others`
 * - `app-passwords`: `revoke` (a name); `new-app-password`: `name`, `privileged` (`on`), `days` (empty: as long as can be)
 * - `email`: `code` and `decision` `confirm`; `email`, `code` and `decision` `change`; `decision` `factor-on`, `factor-off`
 * - `password`: `former`, `password`
 * - `handle`: `handle` (whole); asked for with `?domain=`, the page says what has to be set for one of another domain
 * - `security`: `decision` `remove-totp`, `renew-codes`; `remove` (id of a passkey); `rename` (the same) and `name`
 * - `new-totp`: `code`; `new-passkey`: `name` and `passkey`, which scripts fill in
 * - `data`: `decision` `deactivate` with `days` (empty: never deleted), or `reactivate`
 * - `delete`: `code`, `password`, `sure` (`on`)
 * - `confirm`: `password`; then `code`, when asked for; or `passkey`, which scripts fill in
 */
export type PortalState =
  | OverviewState
  | AppsState
  | DevicesState
  | AppPasswordsState
  | NewAppPasswordState
  | EmailState
  | PasswordState
  | HandleState
  | SecurityState
  | NewTotpState
  | NewPasskeyState
  | RecoveryCodesState
  | DataState
  | DeleteState
  | MoveState
  | ConfirmState
  | FarewellState
  | SignedOutState
  | RefusedState

/** Where something was done, as far as it is known. */
export interface PlaceView {
  readonly ip?: string | undefined
  /** such as `Firefox` */
  readonly browser?: string | undefined
  /** such as `Linux` */
  readonly system?: string | undefined
}

/** What the owner of an account should see to. */
export type Attention = 'no-email' | 'email-unconfirmed' | 'no-second-factor' | 'handle-broken'

/** How it stands with the account. */
export interface OverviewState extends PortalFrame {
  readonly page: 'overview'
  readonly email?: { readonly address: string; readonly isConfirmed: boolean } | undefined
  readonly createdAt: string
  readonly storage: {
    readonly bytes: number
    readonly count: number
    /** absent where there is no limit */
    readonly quotaBytes?: number | undefined
  }
  readonly attention: readonly Attention[]
}

/** A sign-in of an application. */
export interface AppSessionView {
  readonly id: string
  readonly createdAt: string
  readonly usedAt: string
  readonly expiresAt: string
  readonly place: PlaceView
  readonly permissions: readonly PermissionView[]
}

/** Which applications act for the account. */
export interface AppsState extends PortalFrame {
  readonly page: 'apps'
  readonly apps: readonly { readonly app: AppView; readonly sessions: readonly AppSessionView[] }[]
}

/** A browser in which the account is signed in. */
export interface BrowserView {
  readonly id: string
  readonly place: PlaceView
  readonly isHere: boolean
  readonly isRemembered: boolean
  readonly signedInAt: string
  readonly seenAt: string
}

/** A session that was opened with a password. */
export interface SessionView {
  readonly id: string
  readonly place: PlaceView
  readonly openedAt: string
  readonly usedAt: string
  /** name of the app password that opened it; absent for the main one */
  readonly appPassword?: string | undefined
}

/** Where the account is signed in. */
export interface DevicesState extends PortalFrame {
  readonly page: 'devices'
  readonly browsers: readonly BrowserView[]
  readonly sessions: readonly SessionView[]
}

/** An app password, without the secret. */
export interface AppPasswordView {
  readonly name: string
  readonly isPrivileged: boolean
  readonly createdAt: string
  readonly expiresAt?: string | undefined
  readonly usedAt?: string | undefined
}

/** The passwords of applications. */
export interface AppPasswordsState extends PortalFrame {
  readonly page: 'app-passwords'
  readonly passwords: readonly AppPasswordView[]
}

/** One more. */
export interface NewAppPasswordState extends PortalFrame {
  readonly page: 'new-app-password'
  readonly name: string
  /** after how many days it may expire */
  readonly lifetimesDays: readonly number[]
  /** whether it may be good for ever */
  readonly isEndless: boolean
  /** the only time that the secret is shown */
  readonly made?: (AppPasswordView & { readonly secret: string }) | undefined
}

/** The e-mail address. */
export interface EmailState extends PortalFrame {
  readonly page: 'email'
  readonly email?: string | undefined
  readonly isConfirmed: boolean
  /** whether signing in takes a code sent there */
  readonly isFactor: boolean
  /** which code was sent */
  readonly step?: 'confirm' | 'change' | 'factor' | undefined
  /** the new address as it was typed */
  readonly wanted: string
  /** of letters; absent: as the organization or the service has it */
  readonly language?: string | undefined
  /** that letters may have */
  readonly languages: readonly string[]
}

/** The password. */
export interface PasswordState extends PortalFrame {
  readonly page: 'password'
}

/** The handle. */
export interface HandleState extends PortalFrame {
  readonly page: 'handle'
  /** endings that a handle may have here, each with its dot */
  readonly domains: readonly string[]
  /** what was typed */
  readonly wanted: string
  /** one of another domain, and what has to be set there: either will do */
  readonly domain?:
    | {
        readonly handle: string
        readonly txtName: string
        readonly txtValue: string
        readonly url: string
        /** what is found there now */
        readonly found: 'this-account' | 'another-account' | 'nothing'
      }
    | undefined
}

/** A passkey, as its owner knows it. */
export interface OwnPasskeyView {
  readonly id: string
  readonly name: string
  readonly addedAt: string
  readonly usedAt?: string | undefined
  readonly isSynced: boolean
}

/** Something that has happened to the account. */
export interface EventView {
  readonly kind:
    | 'signed-in'
    | 'signed-in-new'
    | 'factor-failed'
    | 'app-allowed'
    | 'app-password-made'
    | 'app-password-first-used'
    | 'app-password-removed'
    | 'password-changed'
    | 'email-changed'
    | 'handle-changed'
    | 'factor-added'
    | 'factor-removed'
    | 'recovery-codes-renewed'
    | 'recovery-code-used'
    | 'identity-linked'
    | 'identity-unlinked'
    | 'session-revoked'
    | 'signed-out-everywhere'
  readonly at: string
  readonly place: PlaceView
  /** of the application, the app password, the passkey; the new handle */
  readonly name?: string | undefined
}

/** What protects the account, and what has happened to it. */
export interface SecurityState extends PortalFrame {
  readonly page: 'security'
  /** when an app that makes codes was added */
  readonly totpSince?: string | undefined
  readonly passkeys: readonly OwnPasskeyView[]
  /** absent where no organization has its own sign-in */
  readonly organizations?: OrganizationsView | undefined
  /** absent where there is nothing that they could stand in for */
  readonly recoveryCodesLeft?: number | undefined
  /** the latest first */
  readonly events: readonly EventView[]
  /** leads to earlier events */
  readonly earlier?: string | undefined
}

/** The organizations with which one can sign in to the account. */
export interface OrganizationsView {
  readonly linked: readonly {
    /** value of the button `unlink` */
    readonly id: string
    readonly name: string
    readonly email: string | undefined
    readonly since: string
  }[]
  /** those that can be linked, each with the path where that begins */
  readonly others: readonly OrganizationView[]
}

/** An app that makes codes is added. */
export interface NewTotpState extends PortalFrame {
  readonly page: 'new-totp'
  /** a whole SVG element */
  readonly qr: string
  readonly secret: string
  readonly uri: string
}

/** A passkey is added. */
export interface NewPasskeyState extends PortalFrame {
  readonly page: 'new-passkey'
  readonly name: string
  /** what a browser makes it of (`PublicKeyCredentialCreationOptionsJSON` of WebAuthn) */
  readonly creation: object
}

/** The only time that recovery codes are shown. */
export interface RecoveryCodesState extends PortalFrame {
  readonly page: 'recovery-codes'
  readonly codes: readonly string[]
}

/** A file to be taken along. */
export interface ArchiveView {
  /** where it is asked for, with a form */
  readonly action: string
  readonly bytes?: number | undefined
  readonly count: number
}

/** All that belongs to the account, and its end. */
export interface DataState extends PortalFrame {
  readonly page: 'data'
  readonly repo: ArchiveView
  /** several, when there are very many files */
  readonly blobs: readonly ArchiveView[]
  /** after how many days a deactivated account may be deleted */
  readonly deletionsDays: readonly number[]
}

/** The end of the account. */
export interface DeleteState extends PortalFrame {
  readonly page: 'delete'
  readonly isCodeSent: boolean
  readonly email?: string | undefined
}

/** To another server. */
export interface MoveState extends PortalFrame {
  readonly page: 'move'
  /** whether the identity is changed by operations that this server signs */
  readonly isPlc: boolean
  readonly isCodeSent: boolean
  readonly email?: string | undefined
  /** what the identity says as long as the account is here, as JSON */
  readonly credentials: string
}

/** Proving once more who one is, before something that cannot be taken back. */
export interface ConfirmState extends PortalFrame {
  readonly page: 'confirm'
  /** what a browser may prove in place of what is asked for, in the field `passkey` */
  readonly passkey?: PasskeyView | undefined
  /** the organizations with which it can be proved as well */
  readonly organizations?: readonly OrganizationView[] | undefined
  /** what else is wanted after the password, in the field `code`; any one of them is enough */
  readonly second?: readonly ('totp' | 'passkey' | 'recovery-code' | 'email')[] | undefined
}

/** The account is gone. */
export interface FarewellState {
  readonly page: 'farewell'
}

/** The account is signed out here, and it goes on to the provider of the organization, to sign out there as well. */
export interface SignedOutState {
  readonly page: 'signed-out'
  readonly organization: OrganizationView
}

/** It cannot go on here. */
export interface RefusedState {
  readonly page: 'refused'
  readonly reason: 'form' | 'host' | 'not-found' | 'other'
  /** for those who look into it, in English */
  readonly message: string
  /** where to go on */
  readonly home: string
}
