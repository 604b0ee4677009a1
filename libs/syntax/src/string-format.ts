import { isAtIdentifier } from './at-identifier.js'
import { isAtUri } from './at-uri.js'
import { isCidString } from './cid-string.js'
import { isDatetime } from './datetime.js'
import { isDid } from './did.js'
import { isHandle } from './handle.js'
import { isLanguage } from './language.js'
import { isNsid } from './nsid.js'
import { isRecordKey } from './record-key.js'
import { isTid } from './tid.js'
import { isUri } from './uri.js'

const CHECKS = {
  'at-identifier': isAtIdentifier,
  'at-uri': isAtUri,
  cid: isCidString,
  datetime: isDatetime,
  did: isDid,
  handle: isHandle,
  language: isLanguage,
  nsid: isNsid,
  'record-key': isRecordKey,
  tid: isTid,
  uri: isUri,
}

/** The name of a string format, as the `format` of a Lexicon string has it. */
export type StringFormat = keyof typeof CHECKS

/** Every string format of the Lexicon specification. */
export const STRING_FORMATS = Object.freeze(Object.keys(CHECKS)) as readonly StringFormat[]

/** Tells whether `name` is a string format of the Lexicon specification. */
export function isStringFormatName(name: string): name is StringFormat {
  return Object.hasOwn(CHECKS, name)
}

/** The check of one format, to be looked up once and called often. */
export function stringFormatCheck(format: StringFormat): (s: string) => boolean {
  return CHECKS[format]
}

/**
 * Tells whether `s` is of a format.
 * @throws RangeError when there is no such format: ask isStringFormatName of names from a document first
 */
export function isStringFormat(format: string, s: string): boolean {
  if (!isStringFormatName(format)) throw new RangeError(`unknown string format ${JSON.stringify(format)}`)
  return CHECKS[format](s)
}
