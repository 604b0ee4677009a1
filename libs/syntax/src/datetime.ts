import type { Datetime } from './brand.js'
import { InvalidSyntax } from './invalid-syntax.js'

/** Longest datetime, in characters. */
export const DATETIME_LENGTH_MAX = 64

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** First moment of the year 0 and last of the year 9999, in milliseconds since 1970. */
const FIRST_MS = -62_167_219_200_000
const LAST_MS = 253_402_300_799_999

const STRICT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/
// What is met in the wild beside the strict form: a blank or small letters, no seconds, no zone, `+0000`, a bare date.
const LENIENT =
  /^\s*(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))?)?\s*$/

/**
 * Tells whether `s` is a datetime in both senses: of the syntax that RFC 3339, ISO 8601 and W3C share (with a zone),
 * and of a day, time and offset that exist, in the years 0 to 9999 of UTC. Leap seconds are refused, as elsewhere.
 */
export function isDatetime(s: string): s is Datetime {
  if (s.length > DATETIME_LENGTH_MAX || s.endsWith('-00:00')) return false
  const match = STRICT.exec(s)
  return match !== null && millisOf(match) !== undefined
}

/** Returns `s` as a datetime, unchanged; throws InvalidSyntax when it is none. */
export function parseDatetime(s: string): Datetime {
  if (!isDatetime(s)) throw new InvalidSyntax('datetime', s)
  return s
}

/**
 * The same moment as `YYYY-MM-DDTHH:mm:ss.sssZ`, so that texts sort as times. Also takes what is not quite valid:
 * a missing zone (read as UTC), a bare date, a blank for the `T`, an offset without colon. Throws InvalidSyntax.
 */
export function normalizeDatetime(s: string): Datetime {
  const match = s.length <= DATETIME_LENGTH_MAX ? LENIENT.exec(s) : null
  const millis = match === null ? undefined : millisOf(match)
  if (millis === undefined) throw new InvalidSyntax('datetime', s)
  return formatMillis(millis)
}

/** Milliseconds since 1970 of a valid datetime; finer fractions are cut off. Throws InvalidSyntax. */
export function datetimeMillis(s: Datetime): number {
  const match = STRICT.exec(s)
  const millis = match === null ? undefined : millisOf(match)
  if (millis === undefined) throw new InvalidSyntax('datetime', s)
  return millis
}

/** The moment that the groups of a match name, or undefined when there is none such within the allowed years. */
function millisOf(match: RegExpExecArray): number | undefined {
  const year = +match[1]!
  const month = +match[2]!
  const day = +match[3]!
  const hour = +(match[4] ?? 0)
  const minute = +(match[5] ?? 0)
  const second = +(match[6] ?? 0)
  const offsetHours = +(match[9] ?? 0)
  const offsetMinutes = +(match[10] ?? 0)
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return undefined
  const fraction = match[7] === undefined ? 0 : +match[7].slice(0, 3).padEnd(3, '0')
  const offset = (offsetHours * 60 + offsetMinutes) * (match[8] === '-' ? -1 : 1)
  const minutes = hour * 60 + minute - offset
  const millis = daysSinceEpoch(year, month, day) * DAY_MS + minutes * MINUTE_MS + second * 1000 + fraction
  return millis < FIRST_MS || millis > LAST_MS ? undefined : millis
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar; years are counted from March, so leap days come last. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1
  const era = Math.floor(shifted / 400)
  const yearOfEra = shifted - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function formatMillis(millis: number): Datetime {
  // `new Date(number)` reads no clock.
  return new Date(millis).toISOString() as Datetime
}
