import { ScopePermissionsTransition } from '@atproto/oauth-scopes'
import { allowsPreference, type PreferenceAction } from './preference-scope.js'
import type { WriteAction } from './write-grant.js'

/** What an application may be allowed to do (atproto.com/specs/permission). */
export type Permission =
  /** to write to the records of a collection */
  | { readonly kind: 'repo'; readonly action: WriteAction; readonly collection: string }
  /** to upload blobs of a media type; without one, of any type at all */
  | { readonly kind: 'blob'; readonly mimeType: string | undefined }
  /** to call a method, or any with `*`, of a service (`did#service`, or any with `*`) */
  | { readonly kind: 'rpc'; readonly lxm: string; readonly aud: string }
  /** to see, or to change as well, a part of the account */
  | {
      readonly kind: 'account'
      readonly attr: 'email' | 'repo' | 'status'
      readonly action: 'read' | 'manage'
    }
  /** to change the handle, or all of the identity */
  | { readonly kind: 'identity'; readonly attr: 'handle' | '*' }
  /** to read, or to replace, private preferences of a namespace, or of all with `*` */
  | { readonly kind: 'preference'; readonly action: PreferenceAction; readonly namespace: string }

/** The scopes that an application was granted. */
export class GrantedScopes {
  readonly #permissions: ScopePermissionsTransition

  /** @param scope separated by blanks; what is unknown grants nothing */
  constructor(scope: string) {
    this.#permissions = new ScopePermissionsTransition(scope)
  }

  /** Whether they include the scope with which all others begin. */
  get isAtproto(): boolean {
    return this.#permissions.scopes.has('atproto')
  }

  /** Whether they allow something. */
  allows(permission: Permission): boolean {
    const granted = this.#permissions
    switch (permission.kind) {
      case 'repo':
        return granted.allowsRepo(permission)
      case 'blob':
        return permission.mimeType === undefined
          ? granted.scopes.some((scope) => isBlobScope(scope)) || granted.hasTransitionGeneric
          : granted.allowsBlob({ mime: permission.mimeType })
      case 'rpc':
        return granted.allowsRpc(permission)
      case 'account':
        return granted.allowsAccount(permission)
      case 'identity':
        return granted.allowsIdentity(permission)
      case 'preference':
        return (
          granted.hasTransitionGeneric ||
          granted.scopes.some((scope) => allowsPreference(scope, permission.action, permission.namespace))
        )
    }
  }
}

function isBlobScope(scope: string): boolean {
  return scope.startsWith('blob:') || scope.startsWith('blob?')
}
