import { isDid } from '@guildhall/syntax'
import type { Did } from '@guildhall/syntax'

/** Top-level domains that can belong to nobody in the public DNS (atproto.com/specs/handle). */
const TLDS_DISALLOWED = new Set([
  'local',
  'arpa',
  'invalid',
  'localhost',
  'internal',
  'example',
  'alt',
  'onion',
])

const TXT_PREFIX = 'did='

/**
 * Tells whether the top-level domain of a handle is one in which handles can exist. `test` is, as development needs
 * one.
 * @param handle well formed, in any case
 */
export function isHandleTldAllowed(handle: string): boolean {
  return !TLDS_DISALLOWED.has(handle.slice(handle.lastIndexOf('.') + 1).toLowerCase())
}

/**
 * The DIDs that the TXT entries of `_atproto.<handle>` name, each once. More than one is a conflict.
 * @param entries each in the pieces in which the DNS sends it; what is no `did=` with a DID is passed over
 */
export function didsOfHandleTxt(entries: readonly (readonly string[])[]): Did[] {
  const values = entries
    .map((pieces) => pieces.join(''))
    .filter((text) => text.startsWith(TXT_PREFIX))
    .map((text) => text.slice(TXT_PREFIX.length))
  return [...new Set(values.filter(isDid))]
}

/** The DID in the answer of `https://<handle>/.well-known/atproto-did`: its first line, without white space around it. */
export function didOfHandleText(body: string): Did | undefined {
  const line = body.trim().split('\n', 1)[0]!.trim()
  return isDid(line) ? line : undefined
}

/** The one DID that all sources name; `undefined` when they name none, or contradict each other. */
export function agreedDid(dids: readonly Did[]): Did | undefined {
  const distinct = new Set(dids)
  return distinct.size === 1 ? dids[0] : undefined
}
