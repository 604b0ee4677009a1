import { ensureValidTid } from '@atproto/syntax'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { CLOCK_ID_MAX, isTid, parseTid, tidClockId, tidFromMicros, tidMicros } from '@guildhall/syntax'
import { anyText, expectCheckAndParserAgree, isTakenBy, textsNear } from '../test/texts.js'

const VALID = ['3jzfcijpj2z2a', '7777777777777', '3zzzzzzzzzzzz', '2222222222222', 'jzzzzzzzzzzzz']
const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'

const microsArbitrary = fc.oneof(
  fc.constantFrom(0, 1, 2 ** 25 - 1, 2 ** 25, 2 ** 32, 2 ** 50, Number.MAX_SAFE_INTEGER),
  fc.maxSafeNat(),
)
const clockIdArbitrary = fc.nat(CLOCK_ID_MAX)

/** Time and clock id as one number of 64 bits, five bits a character: atproto.com/specs/tid */
function bySpecification(micros: number, clockId: number): string {
  let rest = (BigInt(micros) << 10n) | BigInt(clockId)
  let text = ''
  for (let i = 0; i < 13; i++, rest >>= 5n) text = ALPHABET[Number(rest & 31n)]! + text
  return text
}

describe('a TID', () => {
  it.each(VALID)('can be %s', (tid) => {
    expect(isTid(tid)).toBe(true)
  })

  it.each([
    '',
    '3jzfcijpj2z2',
    '3jzfcijpj2z2aa',
    '3jzfcijpj2z21',
    '3jzfcijpj2z28',
    '3JZFCIJPJ2Z2A',
    '3jzf-cij-pj2z-2a',
    // The first bit of the 64 is zero.
    'kjzfcijpj2z2a',
    'zzzzzzzzzzzzz',
    '3jzfcijpj2z2a\n',
  ])('cannot be %j', (tid) => {
    expect(isTid(tid)).toBe(false)
  })

  it('is parsed if it is one', () => {
    expectCheckAndParserAgree('tid', isTid, parseTid, textsNear(...VALID))
  })

  it('is what the published package takes', () => {
    fc.assert(
      fc.property(fc.oneof(textsNear(...VALID), anyText), (text) => {
        expect([text, isTid(text)]).toEqual([text, isTakenBy(ensureValidTid, text)])
      }),
    )
  })
})

describe('the TID of a moment', () => {
  it('is written as the specification has it, and read again', () => {
    fc.assert(
      fc.property(microsArbitrary, clockIdArbitrary, (micros, clockId) => {
        const tid = tidFromMicros(micros, clockId)
        expect(tid).toBe(bySpecification(micros, clockId))
        expect(isTid(tid)).toBe(true)
        expect(tidMicros(tid)).toBe(micros)
        expect(tidClockId(tid)).toBe(clockId)
      }),
    )
  })

  it('sorts as time does, whatever the clocks', () => {
    fc.assert(
      fc.property(
        microsArbitrary,
        microsArbitrary,
        clockIdArbitrary,
        clockIdArbitrary,
        (left, right, leftClock, rightClock) => {
          fc.pre(left !== right)
          expect(tidFromMicros(left, leftClock) < tidFromMicros(right, rightClock)).toBe(left < right)
        },
      ),
    )
  })

  it('of one microsecond sorts as the clock ids do', () => {
    expect(tidFromMicros(5, 1) < tidFromMicros(5, 2)).toBe(true)
    expect(tidFromMicros(5, CLOCK_ID_MAX) < tidFromMicros(6, 0)).toBe(true)
  })

  it.each([-1, 0.5, Number.NaN, Infinity, 2 ** 53])('is refused for microsecond %d', (micros) => {
    expect(() => tidFromMicros(micros, 0)).toThrow(RangeError)
  })

  it.each([-1, 0.5, Number.NaN, 1024])('is refused for clock id %d', (clockId) => {
    expect(() => tidFromMicros(0, clockId)).toThrow(RangeError)
  })

  it('may be later than numbers are exact, and is read without harm', () => {
    const latest = parseTid('jzzzzzzzzzzzz')
    expect(tidMicros(latest)).toBe(2 ** 54)
    expect(tidClockId(latest)).toBe(CLOCK_ID_MAX)
  })
})
