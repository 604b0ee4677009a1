export interface AppView {
  readonly clientId: string
  readonly name?: string | undefined
  readonly logo?: string | undefined
  readonly uri?: string | undefined
  readonly trusted: boolean
}
export interface AccountView {
  readonly did: string
  readonly handle: string
  readonly needsPassword: boolean
}
interface Common {
  readonly csrf: string
  readonly action: string
  readonly app?: AppView | undefined
  readonly problem?: string | undefined
}
export interface SignInState extends Common {
  readonly page: 'sign-in'
  readonly identifier: string
  readonly fixed: boolean
  readonly remember: boolean
  readonly code: boolean
  readonly links: { readonly reset?: string; readonly signUp?: string; readonly choose?: string }
}
export interface ChooseState extends Common {
  readonly page: 'choose-account'
  readonly accounts: readonly AccountView[]
}
export interface SignUpState extends Common {
  readonly page: 'sign-up'
  readonly domains: readonly string[]
  readonly handle: string
  readonly email: string
  readonly inviteRequired: boolean
  readonly links: { readonly signIn?: string }
}
export interface PermissionView {
  readonly scope: string
  readonly required: boolean
  readonly title?: string
  readonly details?: string
  readonly exact: readonly string[]
}
export interface ConsentState extends Common {
  readonly page: 'consent'
  readonly account: AccountView
  readonly permissions: readonly PermissionView[]
  readonly redirectHost?: string
}
export interface ErrorState extends Common {
  readonly page: 'error'
  readonly code: string
  readonly message: string
  readonly returnUrl?: string
  readonly requestId?: string
}
export interface ResetState extends Common {
  readonly page: 'reset-password'
  readonly step: 'request' | 'confirm' | 'done'
}
export type PageState = SignInState | ChooseState | SignUpState | ConsentState | ErrorState | ResetState
