import type { Language } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest language tag, in characters; registered tags stay below 40. */
export const LANGUAGE_LENGTH_MAX = 128

const TAG_CHARACTERS = /^[a-zA-Z0-9]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/
const PRIMARY = /^(?:[a-z]{2,3}|[a-z]{5,8})$/
const EXTENDED = /^[a-zA-Z]{3}$/
const SCRIPT = /^[a-zA-Z]{4}$/
const REGION = /^(?:[a-zA-Z]{2}|\d{3})$/
const VARIANT = /^(?:[a-zA-Z0-9]{5,8}|\d[a-zA-Z0-9]{3})$/

// RFC 5646 §2.1 "grandfathered": registered before the grammar, and outside of it.
const GRANDFATHERED = new Set(
  (
    'en-gb-oed i-ami i-bnn i-default i-enochian i-hak i-klingon i-lux i-mingo i-navajo i-pwn i-tao i-tay i-tsu ' +
    'sgn-be-fr sgn-be-nl sgn-ch-de art-lojban cel-gaulish no-bok no-nyn zh-guoyu zh-hakka zh-min zh-min-nan zh-xiang'
  ).split(' '),
)

/**
 * Tells whether `s` is a BCP 47 tag: well-formed, and no variant or extension twice (RFC 5646 §2.2.9). The primary
 * language must be in lower case; the other subtags may be in any. Subtags are not looked up in the registry.
 */
export function isLanguage(s: string): s is Language {
  if (s.length === 2) return PRIMARY.test(s)
  if (s.length > LANGUAGE_LENGTH_MAX || !TAG_CHARACTERS.test(s)) return false
  if (GRANDFATHERED.has(s.toLowerCase())) return true
  return isLangtag(s.split('-'))
}

/** Returns `s` as a language tag; throws InvalidSyntax when it is none. */
export function parseLanguage(s: string): Language {
  if (!isLanguage(s)) throw new InvalidSyntax('language', s)
  return s
}

/** language [-extlang]{0,3} [-script] [-region] *(-variant) *(-extension) [-privateuse], or privateuse alone */
function isLangtag(subtags: string[]): boolean {
  let i = 0
  const at = (pattern: RegExp) => i < subtags.length && pattern.test(subtags[i]!)
  if (at(PRIMARY)) {
    const extensible = subtags[0]!.length <= 3
    i++
    for (let count = 0; extensible && count < 3 && at(EXTENDED); count++) i++
    if (at(SCRIPT)) i++
    if (at(REGION)) i++
    const variants = new Set<string>()
    for (; at(VARIANT); i++) {
      if (!addOnce(variants, subtags[i]!)) return false
    }
  } else if (!/^x$/i.test(subtags[0]!)) {
    return false
  }
  return areExtensions(subtags, i)
}

/** A singleton and at least one subtag each, no singleton twice; after `x` anything goes to the end. */
function areExtensions(subtags: string[], start: number): boolean {
  const singletons = new Set<string>()
  let i = start
  while (i < subtags.length) {
    const singleton = subtags[i]!
    if (singleton.length !== 1 || ++i === subtags.length) return false
    if (singleton === 'x' || singleton === 'X') return true
    if (!addOnce(singletons, singleton)) return false
    const first = i
    while (i < subtags.length && subtags[i]!.length >= 2) i++
    if (i === first) return false
  }
  return true
}

/** Adds without regard to case; false when it was there. */
function addOnce(seen: Set<string>, subtag: string): boolean {
  const folded = subtag.toLowerCase()
  if (seen.has(folded)) return false
  seen.add(folded)
  return true
}
