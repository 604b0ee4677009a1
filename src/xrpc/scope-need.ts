import type { WriteAction } from '@guildhall/oauth-scopes'

/** What an OAuth grant must allow for a call to go on. */
export type ScopeNeed =
  | { readonly kind: 'repo'; readonly action: WriteAction; readonly collection: string }
  | { readonly kind: 'blob'; readonly mimeType: string | undefined }

/** The need to write to a collection. */
export function repoScope(action: WriteAction, collection: string): ScopeNeed {
  return { kind: 'repo', action, collection }
}

/** The need to upload blobs of a media type; without one, of any type at all. */
export function blobScope(mimeType?: string): ScopeNeed {
  return { kind: 'blob', mimeType }
}

/** The scope that would cover a need, for messages. */
export function describeNeed(need: ScopeNeed): string {
  return need.kind === 'repo'
    ? `repo:${need.collection}?action=${need.action}`
    : `blob:${need.mimeType ?? '*/*'}`
}
