/**
 * What a page of the authorization server shows. Every page is a plain HTML form: `<form method="post" action=…>` with
 * the hidden field `csrf`, answered with 303. Types only, so that whatever renders pages may import them.
 *
 * Fields that the server reads, per page (a button of the name `decision` says what was pressed):
 * - `sign-in`: `identifier`, `password`, `remember` (`on`); or `passkey`, which scripts fill in; `decision` `accept` or `deny`
 * - `second-factor`: `code`, or `passkey`; `trust` (`on`); `decision` `accept` or `deny`
 * - `choose-account`: `account` (a DID, as the value of a button), or `decision` `other` or `deny`
 * - `sign-up`: `handle`, `email`, `password`, `inviteCode`, `terms` (`on`, where there are any); `decision` `accept` or `deny`
 * - `welcome`: `handle`, `email`, `terms`; `decision` `accept` or `deny`; with `/code` behind the address a code is sent, which is then
 *   the field `code` with `decision` `link`
 * - `sso-setup`: `token` in the step `begin`; then `issuer`, `clientId`, `secret`, or `metadataUrl`, `xml`; `decision` `accept`
 *   or `submit`
 * - `move`: `token` in the step `begin`; `oldPassword`, `signInCode`, and in the step `start` `password`, `handle`, `email`, `terms`; `code`
 * - `terms`: `terms` (`on`); `decision` `accept`, `deny` or `other` (another account)
 * - `consent`: `scope` (one per ticked permission, the value is {@link PermissionView.scope}); `decision` `accept`,
 *   `deny` or `other` (another account)
 * - `reset-password`: `identifier` (an e-mail address) in the step `request`; `code` and `password` in the step `confirm`,
 *   `password` in the step `first`
 */
export type PageState =
  | SignInState
  | SecondFactorState
  | ChooseAccountState
  | SignUpState
  | WelcomeState
  | SetupState
  | MoveState
  | TermsState
  | ConsentState
  | ErrorState
  | ResetState

/** The application that wants to act for somebody. */
export interface AppView {
  /** always shown; of a loopback client `http://localhost` and its parameters */
  readonly clientId: string
  /** absent unless the client is trusted: anybody could claim any name */
  readonly name?: string | undefined
  /** a path on this server, where the picture is passed on */
  readonly logo?: string | undefined
  readonly uri?: string | undefined
  readonly privacyUri?: string | undefined
  readonly termsUri?: string | undefined
  /** whether the operator vouches for the client */
  readonly trusted: boolean
}

/** An account that this browser knows. */
export interface AccountView {
  readonly did: string
  readonly handle: string
  /** whether it has to be proved anew who sits there */
  readonly needsPassword: boolean
}

/** What was wrong with what was sent last; pages have words for it. */
export type PageProblem =
  | 'wrong-credentials'
  | 'wrong-account'
  | 'organization-required'
  | 'too-many-attempts'
  | 'account-locked'
  | 'account-suspended'
  | 'code-sent'
  | 'sign-in-expired'
  | 'passkey-failed'
  | 'wrong-code'
  | 'expired-code'
  | 'link-over'
  | 'missing-field'
  | 'handle-invalid'
  | 'handle-taken'
  | 'email-invalid'
  | 'email-taken'
  | 'invite-invalid'
  | 'sign-up-limit'
  | 'password-invalid'
  | 'terms-not-agreed'
  | 'unavailable'

interface FormState {
  /** value of the hidden field `csrf` */
  readonly csrf: string
  /** where the form posts to, a path on this server */
  readonly action: string
  readonly app?: AppView | undefined
  readonly problem?: PageProblem | undefined
}

/** What a browser is asked to prove with a passkey (`PublicKeyCredentialRequestOptionsJSON` of WebAuthn). */
export interface PasskeyView {
  readonly challenge: string
  readonly rpId?: string
  readonly timeout?: number
  readonly userVerification: 'required' | 'preferred'
  /** any, if there is none */
  readonly allowCredentials: readonly {
    readonly id: string
    readonly type: 'public-key'
    readonly transports: readonly string[]
  }[]
}

/** Proving who one is. */
export interface SignInState extends FormState {
  readonly page: 'sign-in'
  /** what is in the field already */
  readonly identifier: string
  /** whether only this account will do, so that the field cannot be changed */
  readonly fixed: boolean
  readonly remember: boolean
  /** what a browser may prove in place of the password, in the field `passkey` */
  readonly passkey?: PasskeyView | undefined
  /** the organizations with which one can sign in */
  readonly organizations?: readonly OrganizationView[] | undefined
  readonly links: {
    readonly reset?: string | undefined
    readonly signUp?: string | undefined
    readonly choose?: string | undefined
  }
}

/** An organization whose members have their own way to sign in. */
export interface OrganizationView {
  readonly name: string
  /** a path on this server, from where it goes on */
  readonly href: string
}

/** What else is wanted after the password. */
export interface SecondFactorState extends FormState {
  readonly page: 'second-factor'
  /** whose password it was */
  readonly handle: string
  /** any one of them is enough; codes of all kinds go into the field `code` */
  readonly ways: readonly ('totp' | 'passkey' | 'recovery-code' | 'email')[]
  /** where one of them is a passkey: what is to be proved, in the field `passkey` */
  readonly passkey?: PasskeyView | undefined
  /** for how many days this browser is not asked again, if the field `trust` says so; 0 if that is not offered */
  readonly trustDays: number
  readonly links: { readonly signIn?: string | undefined }
}

/** One of the accounts that are signed in here, or another one. */
export interface ChooseAccountState extends FormState {
  readonly page: 'choose-account'
  readonly accounts: readonly AccountView[]
}

/** A new account. */
export interface SignUpState extends FormState {
  readonly page: 'sign-up'
  /** endings that a handle may have, each with its dot; the field `handle` holds the whole handle */
  readonly domains: readonly string[]
  readonly handle: string
  readonly email: string
  /** what is in the field already; the field is shown where it is not empty, or a code is required */
  readonly inviteCode: string
  readonly inviteRequired: boolean
  readonly organizations?: readonly OrganizationView[] | undefined
  readonly links: {
    readonly signIn?: string | undefined
    readonly terms?: string | undefined
    readonly privacy?: string | undefined
  }
  /** what else holds for handles below some of the domains, each with its dot */
  readonly ofDomains?: readonly { readonly domain: string; readonly links: TermsLinksView }[] | undefined
}

/** Where terms and privacy policy are. */
export interface TermsLinksView {
  readonly terms?: string | undefined
  readonly privacy?: string | undefined
}

/** Terms that a member has not agreed to, before they go on. */
export interface TermsState extends FormState {
  readonly page: 'terms'
  /** whose agreement it is */
  readonly account: AccountView
  readonly links: TermsLinksView
}

/** The account of somebody whom an organization has sent. */
export interface WelcomeState extends FormState {
  readonly page: 'welcome'
  /** who has sent them */
  readonly organization: string
  /** ending that the handle has, with its dot; the field `handle` holds the whole handle */
  readonly domains: readonly string[]
  /** what is proposed, or was typed */
  readonly handle: string
  readonly email: string
  /** whether an administrator decides */
  readonly needsApproval: boolean
  readonly links: { readonly terms?: string | undefined; readonly privacy?: string | undefined }
  /** absent where nobody may link an account that they have */
  readonly linking?: LinkingView | undefined
}

/** How an account is linked that has the address of somebody new. */
export interface LinkingView {
  /** as the provider has said it: there a code is sent, if an account has it */
  readonly address: string
  readonly isSent: boolean
}

/** A connection to an identity provider, which those fill in who have a link and no account. */
export interface SetupState extends FormState {
  readonly page: 'sso-setup'
  readonly step: 'begin' | 'fill' | 'done'
  /** what members will see of the connection */
  readonly name: string
  readonly kind: 'oidc' | 'saml'
  /** when the link ends (RFC 3339) */
  readonly until: string
  /** in the step `begin`: value of the hidden field `token` */
  readonly token?: string | undefined
  /** what was found when it was saved just now, in English */
  readonly checks: readonly { readonly ok: boolean; readonly message: string }[]
  /** what the provider has to be told of this server */
  readonly addresses?: readonly SetupAddress[] | undefined
  /** what is in the fields; a secret is never shown */
  readonly fields?: {
    readonly issuer: string
    readonly clientId: string
    readonly metadataUrl: string
  }
  /** whether a secret is kept */
  readonly hasSecret?: boolean | undefined
  /** whether it can be tried and handed in; it is tried with `/test` behind the address */
  readonly isComplete?: boolean | undefined
  /** of the last sign-in that tried it */
  readonly result?: SetupResult | undefined
}

/** Somebody moves their account here. */
export interface MoveState extends FormState {
  readonly page: 'move'
  /** `again`: only signing in at the old server is wanted once more */
  readonly step:
    | 'begin'
    | 'start'
    | 'again'
    | 'code'
    | 'document'
    | 'organization'
    | 'underWay'
    | 'failed'
    | 'done'
    | 'over'
  /** who it is at the old server: a handle, or a DID */
  readonly account: string
  /** host of the old server */
  readonly server: string
  /** when the link, or the move, ends (RFC 3339) */
  readonly until: string
  /** in the step `begin`: value of the hidden field `token` */
  readonly token?: string | undefined
  /** what was wrong at the old server with what was sent last */
  readonly trouble?: MoveTrouble | undefined
  /** the handle here, where it is not to be chosen */
  readonly newHandle?: string | undefined
  /** endings that a handle may have, each with its dot */
  readonly domains: readonly string[]
  /** what is in the fields */
  readonly fields?: { readonly handle: string; readonly email: string } | undefined
  /** in the step `start`: what is agreed to, in the field `terms` */
  readonly links?: TermsLinksView | undefined
  /** how far it is; absent before it has begun */
  readonly steps?: readonly MoveStepView[] | undefined
  readonly counts?:
    | { readonly records: number; readonly blobsExpected: number; readonly blobsHere: number }
    | undefined
  /** why it failed, or what is to be published, in English */
  readonly message?: string | undefined
  /** in the step `start`: the organization with which one signs in here instead of a password, maybe */
  readonly awaited?: { readonly name: string; readonly isSure: boolean } | undefined
  /** where it has begun: with which one has to sign in before the account is at home here */
  readonly organization?: OrganizationView | undefined
  /** at the end: the name of the one with which one signs in here */
  readonly signInWith?: string | undefined
}

/** What may be wrong at the old server. */
export type MoveTrouble = 'wrong-credentials' | 'wrong-account' | 'app-password' | 'code-sent' | 'unavailable'

/** A step of a move. */
export interface MoveStepView {
  readonly name:
    | 'account'
    | 'repository'
    | 'blobs'
    | 'preferences'
    | 'identity'
    | 'activation'
    | 'deactivation'
  readonly state: 'done' | 'underWay' | 'open'
}

/** An address of this server that a provider has to know. */
export interface SetupAddress {
  readonly what: 'redirect' | 'signedOut' | 'logout' | 'entityId' | 'consumer' | 'singleLogout'
  readonly url: string
}

/** What became of a sign-in that has tried a connection. */
export interface SetupResult {
  readonly ok: boolean
  /** in English */
  readonly detail?: string | undefined
  /** what the provider has said */
  readonly claims: readonly { readonly name: string; readonly value: string }[]
}

/** One thing that the application asks for. */
export interface PermissionView {
  /** as it was requested, such as `transition:generic` or `include:app.example.auth` */
  readonly scope: string
  /** whether it cannot be unticked; the value is sent all the same */
  readonly required: boolean
  /** of a permission set, in the language asked for if it has one */
  readonly title?: string | undefined
  readonly details?: string | undefined
  /** what the scope stands for, scope by scope */
  readonly exact: readonly string[]
}

/** What the application will be allowed. */
export interface ConsentState extends FormState {
  readonly page: 'consent'
  readonly account: AccountView
  readonly permissions: readonly PermissionView[]
  /** where the browser goes afterwards, such as `app.example.com` */
  readonly redirectHost?: string | undefined
}

/** Something cannot go on. There is nothing to post. */
export interface ErrorState extends FormState {
  readonly page: 'error'
  /** of OAuth, such as `invalid_request`, or `session_not_found` */
  readonly code: string
  /** for developers, in English */
  readonly message: string
  /** leads back to the application, where there is a safe way */
  readonly returnUrl?: string | undefined
  /** where it can be tried once more, in another way: a path on this server */
  readonly retryUrl?: string | undefined
  readonly requestId?: string | undefined
}

/** A new password for one that was forgotten. */
export interface ResetState extends FormState {
  readonly page: 'reset-password'
  /** `first` and `begun`: the first password of an account that somebody else has made */
  readonly step: 'request' | 'confirm' | 'done' | 'first' | 'begun'
  /** in the step `first`: of the account */
  readonly handle?: string | undefined
  /** the address that the code was sent to, as it was typed */
  readonly identifier?: string | undefined
  readonly links: { readonly signIn?: string | undefined }
}
