import type { Permission, PreferenceAction, WriteAction } from '@guildhall/oauth-scopes'

/** What an OAuth grant must allow for a call to go on. */
export type ScopeNeed = Permission

/** The need to write to a collection. */
export function repoScope(action: WriteAction, collection: string): ScopeNeed {
  return { kind: 'repo', action, collection }
}

/** The need to upload blobs of a media type; without one, of any type at all. */
export function blobScope(mimeType?: string): ScopeNeed {
  return { kind: 'blob', mimeType }
}

/**
 * The need to call a method of another service.
 * @param lxm NSID of the method
 * @param aud the service, as `did#service`
 */
export function rpcScope(lxm: string, aud: string): ScopeNeed {
  return { kind: 'rpc', lxm, aud }
}

/**
 * The need to read or to replace private preferences.
 * @param namespace its NSID, or `*` where a call is about all of them
 */
export function preferenceScope(action: PreferenceAction, namespace: string): ScopeNeed {
  return { kind: 'preference', action, namespace }
}

/** The need to see a part of the account, or to change it. */
export function accountScope(attr: 'email' | 'repo' | 'status', action: 'read' | 'manage'): ScopeNeed {
  return { kind: 'account', attr, action }
}

/** The need to change the handle, or anything of the identity. */
export function identityScope(attr: 'handle' | '*'): ScopeNeed {
  return { kind: 'identity', attr }
}

/** For methods that every application may call which the account has signed in to. */
export const noScope = (): readonly ScopeNeed[] => []

/** The scope that would cover a need, for messages. */
export function describeNeed(need: ScopeNeed): string {
  switch (need.kind) {
    case 'repo':
      return `repo:${need.collection}?action=${need.action}`
    case 'blob':
      return `blob:${need.mimeType ?? '*/*'}`
    case 'rpc':
      return `rpc:${need.lxm}?aud=${need.aud.replaceAll('#', '%23')}`
    case 'preference':
      return `preference:${need.namespace}?action=${need.action}`
    case 'account':
      return `account:${need.attr}?action=${need.action}`
    case 'identity':
      return `identity:${need.attr}`
  }
}
