import type { AtUri, Did } from '@guildhall/syntax'

/** The AT-URI of the record at a path (`collection/rkey`) of a repository. */
export function recordUri(did: Did, path: string): AtUri {
  return `at://${did}/${path}` as AtUri
}
