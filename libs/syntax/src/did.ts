import type { Did } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest DID that atproto takes, in characters. */
export const DID_LENGTH_MAX = 2048

// The last character must not be ':' or '%'.
const DID = /^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/

/** Tells whether `s` is a DID by its syntax; the method need not be one that atproto supports. */
export function isDid(s: string): s is Did {
  return s.length <= DID_LENGTH_MAX && DID.test(s)
}

/** Returns `s` as a DID; throws InvalidSyntax when it is none. */
export function parseDid(s: string): Did {
  if (!isDid(s)) throw new InvalidSyntax('did', s)
  return s
}
