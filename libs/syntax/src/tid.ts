import type { Tid } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'
const TID = /^[2-7a-j][2-7a-z]{12}$/
/** Clock ids are 10 bits. */
export const CLOCK_ID_MAX = 1023

const TWO_TO_25 = 2 ** 25

/** Tells whether `s` is a TID. */
export function isTid(s: string): s is Tid {
  return s.length === 13 && TID.test(s)
}

/** Returns `s` as a TID; throws InvalidSyntax when it is none. */
export function parseTid(s: string): Tid {
  if (!isTid(s)) throw new InvalidSyntax('tid', s)
  return s
}

/**
 * The TID of a moment and a clock.
 * @param micros microseconds since 1970, a safe non-negative integer
 * @param clockId 0 to 1023
 * @throws RangeError when either is out of range
 */
export function tidFromMicros(micros: number, clockId: number): Tid {
  if (!Number.isSafeInteger(micros) || micros < 0) throw new RangeError(`no TID for microsecond ${micros}`)
  if (!Number.isInteger(clockId) || clockId < 0 || clockId > CLOCK_ID_MAX) {
    throw new RangeError(`clock id ${clockId} is not within 0 to ${CLOCK_ID_MAX}`)
  }
  // 53 bits of time do not fit a 32-bit operation: six characters of the upper 28 bits, five of the lower 25.
  const upper = Math.floor(micros / TWO_TO_25)
  return (digits(upper, 6) + digits(micros % TWO_TO_25, 5) + digits(clockId, 2)) as Tid
}

/** Microseconds since 1970. Exact up to the year 2255; the syntax allows later, which are rounded to even. */
export function tidMicros(tid: Tid): number {
  return valueOf(tid, 0, 6) * TWO_TO_25 + valueOf(tid, 6, 11)
}

/** The clock id of a TID, 0 to 1023. */
export function tidClockId(tid: Tid): number {
  return valueOf(tid, 11, 13)
}

function digits(value: number, count: number): string {
  let text = ''
  for (let shift = (count - 1) * 5; shift >= 0; shift -= 5) text += ALPHABET[(value >>> shift) & 31]!
  return text
}

function valueOf(tid: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) {
    const code = tid.charCodeAt(i)
    // '2'…'7' are 0…5, 'a'…'z' are 6…31
    value = value * 32 + (code < 0x61 ? code - 0x32 : code - 0x61 + 6)
  }
  return value
}
