import { ensureValidDatetime } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  DATETIME_LENGTH_MAX,
  type Datetime,
  InvalidSyntax,
  datetimeMillis,
  isDatetime,
  normalizeDatetime,
  parseDatetime,
} from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = [
  '1985-04-12T23:20:50.123Z',
  '1985-04-12T23:20:50Z',
  '1985-04-12T23:20:50.123456789-07:00',
  '2000-02-29T00:00:00+23:59',
  '2024-02-29T00:00:00Z',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00+23:59',
]
const nearDatetimes = textsNear(...VALID)
const dateArbitrary = fc.date({
  min: new Date('0000-01-01T00:00:00.000Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
})
/** From -23:59 to +23:59, as it is written. */
const offsetArbitrary = fc
  .record({ sign: fc.constantFrom('+', '-'), hours: fc.nat(23), minutes: fc.nat(59) })
  .map(
    ({ sign, hours, minutes }) =>
      `${sign}${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`,
  )
  .filter((offset) => offset !== '-00:00')

describe('a datetime', () => {
  it.each(VALID)('can be %s', (text) => {
    expect(isDatetime(text)).toBe(true)
  })

  it.each([
    '',
    '1985-04-12',
    '1985-04-12T23:20Z',
    '1985-04-12T23:20:50',
    '1985-04-12T23:20:50.Z',
    '1985-04-12T23:20:50,123Z',
    '1985-04-12 23:20:50Z',
    '1985-04-12t23:20:50Z',
    '1985-04-12T23:20:50z',
    '1985-04-12T23:20:50+0100',
    '1985-04-12T23:20:50+01',
    '1985-04-12T23:20:50-00:00',
    '1985-04-12T23:20:50.123-00:00',
    ' 1985-04-12T23:20:50Z',
    '1985-04-12T23:20:50Z\n',
    '+1985-04-12T23:20:50Z',
    '01985-04-12T23:20:50Z',
    '１985-04-12T23:20:50Z',
  ])('is not written as %j', (text) => {
    expect(isDatetime(text)).toBe(false)
  })

  it.each([
    ['month 0', '1985-00-12T00:00:00Z'],
    ['month 13', '1985-13-12T00:00:00Z'],
    ['day 0', '1985-04-00T00:00:00Z'],
    ['April 31st', '1985-04-31T00:00:00Z'],
    ['a leap day in 1985', '1985-02-29T00:00:00Z'],
    ['a leap day in 1900', '1900-02-29T00:00:00Z'],
    ['hour 24', '1985-04-12T24:00:00Z'],
    ['minute 60', '1985-04-12T23:60:00Z'],
    ['a leap second', '2016-12-31T23:59:60Z'],
    ['an offset of a day', '1985-04-12T00:00:00+24:00'],
    ['an offset with 60 minutes', '1985-04-12T00:00:00+01:60'],
    ['a moment before the year 0', '0000-01-01T00:00:00+00:01'],
    ['a moment after the year 9999', '9999-12-31T23:59:59-00:01'],
  ])('is not %s', (_, text) => {
    expect(isDatetime(text)).toBe(false)
    expect(() => normalizeDatetime(text)).toThrow(InvalidSyntax)
  })

  it('has at most 64 characters', () => {
    const longest = `${'1985-04-12T23:20:50.'.padEnd(DATETIME_LENGTH_MAX - 1, '1')}Z`
    expect(isDatetime(longest)).toBe(true)
    expect(isDatetime(longest.replace('Z', '1Z'))).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('datetime', isDatetime, parseDatetime, nearDatetimes)
  })

  it('is nothing that the published package refuses', () => {
    fc.assert(
      fc.property(nearDatetimes.filter(isDatetime), (text) => {
        expect([text, isTakenBy(ensureValidDatetime, text)]).toEqual([text, true])
      }),
    )
  })
})

describe('the moment of a datetime', () => {
  it('is that of every date in the years 0 to 9999', () => {
    fc.assert(
      fc.property(dateArbitrary, (date) => {
        const text = date.toISOString()
        expect(isDatetime(text)).toBe(true)
        expect(datetimeMillis(text as Datetime)).toBe(date.getTime())
        expect(normalizeDatetime(text)).toBe(text)
      }),
    )
  })

  it('takes the offset into account, and is the same in the normal form', () => {
    fc.assert(
      fc.property(dateArbitrary, offsetArbitrary, (date, offset) => {
        const text = date.toISOString().replace('Z', offset)
        fc.pre(isDatetime(text))
        expect(datetimeMillis(parseDatetime(text))).toBe(Date.parse(text))
        expect(Date.parse(normalizeDatetime(text))).toBe(Date.parse(text))
      }),
    )
  })

  it.each([
    ['1970-01-01T00:00:00.1Z', 100],
    ['1970-01-01T00:00:00.12Z', 120],
    ['1970-01-01T00:00:00.1239Z', 123],
    ['1969-12-31T23:59:59.9999Z', -1],
    ['1970-01-01T01:30:00+01:30', 0],
    ['1969-12-31T22:30:00-01:30', 0],
  ])('of %s is %d ms', (text, millis) => {
    expect(datetimeMillis(parseDatetime(text))).toBe(millis)
  })

  it('is not told of what is none', () => {
    for (const text of ['', '1985-04-12', '1985-02-30T00:00:00Z']) {
      expect(() => datetimeMillis(text as Datetime)).toThrow(InvalidSyntax)
    }
  })
})

describe('the normal form of a datetime', () => {
  it.each([
    ['1985-04-12T23:20:50Z', '1985-04-12T23:20:50.000Z'],
    ['1985-04-12T23:20:50.5+01:00', '1985-04-12T22:20:50.500Z'],
    ['1985-04-12t23:20:50z', '1985-04-12T23:20:50.000Z'],
    ['1985-04-12 23:20:50', '1985-04-12T23:20:50.000Z'],
    ['1985-04-12T23:20', '1985-04-12T23:20:00.000Z'],
    ['1985-04-12T23:20:50+0100', '1985-04-12T22:20:50.000Z'],
    ['1985-04-12T23:20:50-00:00', '1985-04-12T23:20:50.000Z'],
    ['1985-04-12', '1985-04-12T00:00:00.000Z'],
    [' 1985-04-12 \n', '1985-04-12T00:00:00.000Z'],
  ])('of %j is %s', (text, normal) => {
    expect(normalizeDatetime(text)).toBe(normal)
  })

  it.each([
    '',
    '1985',
    '1985-04',
    '12.04.1985',
    'Fri, 12 Apr 1985 23:20:50 GMT',
    '1985-04-12T',
    '482196050',
    '1'.repeat(65),
  ])('is refused to %j', (text) => {
    expect(() => normalizeDatetime(text)).toThrow(InvalidSyntax)
  })

  it('is a datetime, its own normal form, and sorts as time does', () => {
    fc.assert(
      fc.property(dateArbitrary, dateArbitrary, offsetArbitrary, (left, right, offset) => {
        const shifted = left.toISOString().replace('Z', offset)
        fc.pre(isDatetime(shifted))
        const [a, b] = [normalizeDatetime(shifted), normalizeDatetime(right.toISOString())]
        expect(isDatetime(a)).toBe(true)
        expect(normalizeDatetime(a)).toBe(a)
        expect(Math.sign(datetimeMillis(a) - datetimeMillis(b))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })

  it('is a datetime or InvalidSyntax, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(nearDatetimes, anyText), (text) => {
        let normal: string
        try {
          normal = normalizeDatetime(text)
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidSyntax)
          expect(isDatetime(text)).toBe(false)
          return
        }
        expect(isDatetime(normal)).toBe(true)
      }),
    )
  })
})
