import type { RecordKey } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest record key, in characters. */
export const RECORD_KEY_LENGTH_MAX = 512

const RECORD_KEY = /^[a-zA-Z0-9_~.:-]{1,512}$/

/** Tells whether `s` can be the key of a record; `.` and `..` cannot. */
export function isRecordKey(s: string): s is RecordKey {
  return RECORD_KEY.test(s) && s !== '.' && s !== '..'
}

/** Returns `s` as a record key; throws InvalidSyntax when it is none. */
export function parseRecordKey(s: string): RecordKey {
  if (!isRecordKey(s)) throw new InvalidSyntax('record-key', s)
  return s
}
