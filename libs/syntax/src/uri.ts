import type { Uri } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest URI, in bytes of UTF-8. */
export const URI_BYTES_MAX = 8192

// A scheme of RFC 3986, then something beside slashes; blanks and control characters nowhere. Letters beyond ASCII
// are taken: people paste such links, and other servers store them.
// eslint-disable-next-line no-control-regex
const URI = /^[a-zA-Z][a-zA-Z0-9+.-]*:(?=\/*[^/])[^\s\u0000-\u001f\u007f-\u009f]+$/

/** Tells whether `s` is a URI: scheme and rest by their looks, no more. */
export function isUri(s: string): s is Uri {
  return s.length <= URI_BYTES_MAX && URI.test(s) && utf8Fits(s)
}

/** Returns `s` as a URI; throws InvalidSyntax when it is none. */
export function parseUri(s: string): Uri {
  if (!isUri(s)) throw new InvalidSyntax('uri', s)
  return s
}

function utf8Fits(s: string): boolean {
  // No UTF-16 unit takes more than three bytes.
  if (s.length * 3 <= URI_BYTES_MAX) return true
  let bytes = 0
  for (let i = 0; i < s.length; i++) {
    const code = s.charCodeAt(i)
    const isSurrogate = code >= 0xd800 && code < 0xe000
    bytes += code < 0x80 ? 1 : code < 0x800 || isSurrogate ? 2 : 3
  }
  return bytes <= URI_BYTES_MAX
}
