import type { AtIdentifier } from './brand.js'
import { isDid } from './did.js'
import { isHandle } from './handle.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Tells whether `s` is a DID or a handle. */
export function isAtIdentifier(s: string): s is AtIdentifier {
  return s.startsWith('did:') ? isDid(s) : isHandle(s)
}

/** Returns `s` as a DID or handle; throws InvalidSyntax when it is neither. */
export function parseAtIdentifier(s: string): AtIdentifier {
  if (!isAtIdentifier(s)) throw new InvalidSyntax('at-identifier', s)
  return s
}
