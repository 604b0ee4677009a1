import type { WriteAction } from '@guildhall/oauth-scopes'

/** What an OAuth grant must allow for a call to go on. */
export type ScopeNeed = { readonly kind: 'repo'; readonly action: WriteAction; readonly collection: string }

/** The need to write to a collection. */
export function repoScope(action: WriteAction, collection: string): ScopeNeed {
  return { kind: 'repo', action, collection }
}

/** The scope that would cover a need, for messages. */
export function describeNeed({ action, collection }: ScopeNeed): string {
  return `repo:${collection}?action=${action}`
}
