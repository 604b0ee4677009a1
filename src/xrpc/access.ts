import type { Call, XrpcMethod } from './call.js'
import type { ScopeNeed } from './scope-need.js'

/** Which sessions of app passwords may call: all, those of privileged ones, none. */
export type AppPasswordUse = 'any' | 'privileged' | 'no'

/** Anybody; no credential is looked at. */
export interface AnyoneAccess {
  readonly kind: 'anyone'
}

/** Anybody; who presents the credential of an account or of the administrator is known, and it must be good. */
export interface OptionalAccess {
  readonly kind: 'optional'
}

/** An account, by session or OAuth. */
export interface SignedInAccess<M extends XrpcMethod = XrpcMethod> {
  readonly kind: 'signedIn'
  readonly appPassword: AppPasswordUse
  /** whether accounts that were taken down may call */
  readonly takendown: boolean
  /** whether deactivated accounts may call */
  readonly deactivated: boolean
  /** whether a service may call in the account's stead, with a token for this method that the account has signed */
  readonly viaService: boolean
  /** What OAuth callers need a scope for. Where it is absent, they are refused. */
  readonly needs: Needs<M> | undefined
}

/** The refresh token of a session. */
export interface RefreshAccess {
  readonly kind: 'refresh'
  /** whether an expired token is good enough */
  readonly allowExpired: boolean
}

/** The administrator. */
export interface AdminAccess<M extends XrpcMethod = XrpcMethod> {
  readonly kind: 'admin'
  /** whether the moderation service may call as well, with a token between services */
  readonly moderators: boolean
  /** that the password must stand for; undefined: whichever it stands for */
  readonly permission?: string | undefined
  /** to which account the call does something: that of an administrator is for whoever ranks above them */
  readonly about?: About<M> | undefined
}

/** A token between services, signed by the account that is spoken for. */
export interface ServiceAccess {
  readonly kind: 'service'
  /** NSID that the token must name; undefined stands for the method that is called */
  readonly lxm: string | undefined
  /** whether calls without a credential go on, as anonymous */
  readonly optional: boolean
}

/** Whoever a guard of the feature lets in, which knows callers that no method has. */
export interface GuardedAccess {
  readonly kind: 'guarded'
  /** whom it lets in, in words */
  readonly admits: string
}

/** Who may call. Every route states one; `M` is the method whose input a policy looks at. */
export type Access<M extends XrpcMethod = XrpcMethod> =
  | AnyoneAccess
  | OptionalAccess
  | SignedInAccess<M>
  | RefreshAccess
  | AdminAccess<M>
  | ServiceAccess
  | GuardedAccess

/** Works out to which account a call does something: a DID or a handle. */
export type About<M extends XrpcMethod> = (call: Call<M>) => string | undefined

/** Works out the needs of one call. */
export type Needs<M extends XrpcMethod> = (call: Call<M>) => ScopeNeed | readonly ScopeNeed[]

/**
 * For {@link signedIn}, where the needs of a call show only while it is served, such as those that depend on another
 * service: the handler asks by `demandScope`.
 */
export const demandedLater = (): readonly ScopeNeed[] => []

/** Options of {@link signedIn}. */
export interface SignedInOptions {
  /** @default 'any' */
  appPassword?: AppPasswordUse
  /** @default false */
  takendown?: boolean
  /** @default true */
  deactivated?: boolean
  /** @default false */
  viaService?: boolean
}

/** Anybody may call; no credential is looked at. */
export const anyone: AnyoneAccess = Object.freeze({ kind: 'anyone' })

/** Anybody may call; an account or the administrator is recognised if they say who they are. */
export const optionalCaller: OptionalAccess = Object.freeze({ kind: 'optional' })

/**
 * Only the administrator may call.
 * @param permission that the password must stand for
 * @param about of what changes an account: which one
 */
export function adminOnly<M extends XrpcMethod>(permission?: string, about?: About<M>): AdminAccess<M> {
  return Object.freeze({ kind: 'admin', moderators: false, permission, about })
}

/** Only the administrator and the moderation service that is configured may call. @param permission, about as above */
export function adminOrModerator<M extends XrpcMethod>(
  permission?: string,
  about?: About<M>,
): AdminAccess<M> {
  return Object.freeze({ kind: 'admin', moderators: true, permission, about })
}

/**
 * Only accounts may call.
 * @param needs the scopes that OAuth callers need for the call at hand; without it, they may not call
 */
export function signedIn<M extends XrpcMethod>(
  needs?: Needs<M>,
  options: SignedInOptions = {},
): SignedInAccess<M> {
  return Object.freeze({
    kind: 'signedIn',
    appPassword: options.appPassword ?? 'any',
    takendown: options.takendown ?? false,
    deactivated: options.deactivated ?? true,
    viaService: options.viaService ?? false,
    needs,
  })
}

/** Only the holder of a refresh token may call. */
export function refreshToken(options: { allowExpired?: boolean } = {}): RefreshAccess {
  return Object.freeze({ kind: 'refresh', allowExpired: options.allowExpired ?? false })
}

/** Only with a token between services. @param lxm what the token must name; by default the method itself */
export function serviceAuth(lxm?: string): ServiceAccess {
  return Object.freeze({ kind: 'service', lxm, optional: false })
}

/** Anybody may call; a token between services says who. @param lxm as in {@link serviceAuth} */
export function optionalServiceAuth(lxm?: string): ServiceAccess {
  return Object.freeze({ kind: 'service', lxm, optional: true })
}

/**
 * Only whom a guard on the same route lets in. Use it by a decorator that puts the guard there: nobody else looks at
 * credentials.
 */
export function guarded(admits: string): GuardedAccess {
  return Object.freeze({ kind: 'guarded', admits })
}

/** A policy in words, for the route table: `signed in, no app passwords, not deactivated`. */
export function describeAccess(access: Access): string {
  switch (access.kind) {
    case 'anyone':
      return 'anyone'
    case 'optional':
      return 'anyone, account or admin recognised'
    case 'admin':
      return describeAdmin(access)
    case 'refresh':
      return access.allowExpired ? 'refresh token, also expired' : 'refresh token'
    case 'service':
      return access.optional ? 'anyone, service auth recognised' : 'service auth'
    case 'guarded':
      return access.admits
    case 'signedIn':
      return describeSignedIn(access)
  }
}

function describeAdmin({ moderators, permission, about }: AdminAccess): string {
  const who = moderators ? 'admin or moderation service' : 'admin'
  return [who, permission && `(${permission})`, about && 'above the account'].filter(Boolean).join(' ')
}

function describeSignedIn({
  appPassword,
  takendown,
  deactivated,
  viaService,
  needs,
}: SignedInAccess): string {
  return [
    'signed in',
    ...(needs ? ['scoped'] : []),
    ...(appPassword === 'no' ? ['no app passwords'] : []),
    ...(appPassword === 'privileged' ? ['privileged app passwords'] : []),
    ...(takendown ? ['also taken down'] : []),
    ...(deactivated ? [] : ['not deactivated']),
    ...(viaService ? ['also by service auth'] : []),
  ].join(', ')
}
