import { IncludeScope, isAtprotoOauthScope, type LexiconPermissionSet } from '@atproto/oauth-scopes'
import { isPreferenceScope } from './preference-scope.js'

/** The scopes with which clients of before there were permissions go on. */
export const STATIC_SCOPES = [
  'atproto',
  'transition:email',
  'transition:generic',
  'transition:chat.bsky',
] as const

/** A permission set as its lexicon has it: the definition `main`. */
export interface PermissionSet {
  readonly type: 'permission-set'
  readonly permissions: readonly { readonly [key: string]: unknown }[]
}

/** Whether a scope is one that means something here, in all its parts. */
export function isKnownScope(scope: string): boolean {
  return isAtprotoOauthScope(scope) || isPreferenceScope(scope)
}

/** The NSID of the permission set that a scope such as `include:app.example.auth` stands for; `undefined` for others. */
export function includedSet(scope: string): string | undefined {
  return IncludeScope.fromString(scope)?.nsid
}

/**
 * The scopes that a scope stands for: of `include:` those of its permission set, as far as they are of the same
 * namespace; of all others themselves.
 * @param set found by {@link includedSet}
 */
export function expandScope(scope: string, set: PermissionSet | undefined): readonly string[] {
  const include = IncludeScope.fromString(scope)
  if (!include) return [scope]
  return set ? include.toScopes(set as unknown as LexiconPermissionSet) : []
}
