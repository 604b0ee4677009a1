import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { InvalidSyntax, TidClock, tidClockId, tidFromMicros, tidMicros } from '@guildhall/syntax'

const NOW = 1_700_000_000_000_000

describe('the clock of TIDs', () => {
  it('says what the time is, cut to microseconds', () => {
    const tid = new TidClock(() => NOW + 0.5, 7).next()
    expect(tidMicros(tid)).toBe(NOW)
    expect(tidClockId(tid)).toBe(7)
  })

  it('counts on while time stands still', () => {
    const clock = new TidClock(() => NOW, 0)
    const micros = [clock.next(), clock.next(), clock.next()].map(tidMicros)
    expect(micros).toEqual([NOW, NOW + 1, NOW + 2])
  })

  it('only rises, whatever the wall clock does and whatever it has to be later than', () => {
    const reading = fc.oneof(fc.integer({ min: -5, max: 20 }), fc.nat(2 ** 50))
    const after = fc.option(fc.tuple(fc.oneof(fc.nat(30), fc.nat(2 ** 50)), fc.nat(1023)), { nil: undefined })
    fc.assert(
      fc.property(fc.array(fc.tuple(reading, after), { maxLength: 40 }), fc.nat(1023), (steps, clockId) => {
        let now = 0
        const clock = new TidClock(() => now, clockId)
        let last = ''
        for (const [micros, before] of steps) {
          now = micros
          const bound = before && tidFromMicros(...before)
          const tid = clock.next(bound)
          expect(tid > last).toBe(true)
          if (bound !== undefined) expect(tid > bound).toBe(true)
          expect(tidClockId(tid)).toBe(clockId)
          last = tid
        }
      }),
    )
  })

  it('is later than a TID of the same microsecond and a higher clock id', () => {
    const other = tidFromMicros(NOW, 1023)
    expect(new TidClock(() => NOW, 0).next(other) > other).toBe(true)
  })

  it('comes back to the wall clock once that has caught up', () => {
    let now = NOW
    const clock = new TidClock(() => now, 0)
    expect(tidMicros(clock.next(tidFromMicros(NOW + 1000, 0)))).toBe(NOW + 1001)
    now = NOW + 5000
    expect(tidMicros(clock.next())).toBe(NOW + 5000)
  })

  it.each(['', 'self', '3jzfcijpj2z2A'])('refuses to be later than %j', (after) => {
    expect(() => new TidClock(() => NOW, 0).next(after)).toThrow(InvalidSyntax)
  })

  it('refuses when no later TID is left, and goes on as if it had not been asked', () => {
    const clock = new TidClock(() => NOW, 0)
    expect(() => clock.next(tidFromMicros(Number.MAX_SAFE_INTEGER, 0))).toThrow(RangeError)
    expect(() => clock.next('jzzzzzzzzzzzz')).toThrow(RangeError)
    expect(tidMicros(clock.next())).toBe(NOW)
  })

  it.each([-1, 1024, 1.5])('refuses the clock id %d at the first TID', (clockId) => {
    expect(() => new TidClock(() => NOW, clockId).next()).toThrow(RangeError)
  })
})
