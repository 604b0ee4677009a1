import type { Handle } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest handle, in characters: that of a domain name. */
export const HANDLE_LENGTH_MAX = 253

const HANDLE =
  /^(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/

/** Tells whether `s` is a handle by its syntax, in any case. Says nothing about its top-level domain. */
export function isHandle(s: string): s is Handle {
  return s.length <= HANDLE_LENGTH_MAX && HANDLE.test(s)
}

/** Returns `s` as a handle, its case kept; throws InvalidSyntax when it is none. */
export function parseHandle(s: string): Handle {
  if (!isHandle(s)) throw new InvalidSyntax('handle', s)
  return s
}

/**
 * Lower-cases the ASCII letters, the form in which handles are compared and stored. Other letters are left alone:
 * folding them could turn a text that is no handle into one (the Kelvin sign becomes a `k`).
 */
export function normalizeHandle(s: string): string {
  return s.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
