import type { Nsid } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest NSID, in characters: a domain name of 253, a dot, a name of 63. The parts are not measured apart. */
export const NSID_LENGTH_MAX = 253 + 1 + 63

// Domain labels, the first without a leading digit; then a name of letters and digits that starts with a letter.
const NSID =
  /^[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+\.[a-zA-Z][a-zA-Z0-9]{0,62}$/

/** Tells whether `s` is an NSID. The case of the name part counts. */
export function isNsid(s: string): s is Nsid {
  return s.length <= NSID_LENGTH_MAX && NSID.test(s)
}

/** Returns `s` as an NSID; throws InvalidSyntax when it is none. */
export function parseNsid(s: string): Nsid {
  if (!isNsid(s)) throw new InvalidSyntax('nsid', s)
  return s
}

/** The domain that controls an NSID, in lower case: `example.com` of `com.example.fooBar`. */
export function nsidAuthority(nsid: Nsid): string {
  return nsid.slice(0, nsid.lastIndexOf('.')).toLowerCase().split('.').reverse().join('.')
}

/** The last part of an NSID: `fooBar` of `com.example.fooBar`. */
export function nsidName(nsid: Nsid): string {
  return nsid.slice(nsid.lastIndexOf('.') + 1)
}
