import fc from 'fast-check'
import { nextNumber } from './sequence-jump.js'

const HOUR_MS = 3_600_000
const known = { lastSeq: 1_000, madeAtMs: 0, nowMs: 24 * HOUR_MS, seen: [], eventsPerSecond: 10_000 }

describe('the number after which a restored server goes on', () => {
  it('is beyond a day of events at the highest rate', () => {
    expect(nextNumber(known)).toBeGreaterThan(1_000 + 24 * 3_600 * 10_000)
  })

  it('is beyond what others have seen', () => {
    expect(nextNumber({ ...known, seen: [0, 5e12] })).toBeGreaterThan(5e12)
  })

  it('has room although the clock of this machine is behind', () => {
    expect(nextNumber({ ...known, nowMs: -HOUR_MS })).toBeGreaterThan(1_000 + 1_000_000)
  })

  it('is beyond any number that can have been given, and one that clients can read', () => {
    const year = 365 * 24 * HOUR_MS
    fc.assert(
      fc.property(
        fc.nat(1e12),
        fc.nat(10 * year),
        fc.integer({ min: 1, max: 10_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (lastSeq, elapsedMs, rate, share) => {
          const given = Math.floor(lastSeq + (elapsedMs / 1_000) * rate * share)
          const next = nextNumber({ lastSeq, madeAtMs: 0, nowMs: elapsedMs, seen: [], eventsPerSecond: rate })
          expect(next).toBeGreaterThan(given)
          expect(Number.isSafeInteger(next)).toBe(true)
        },
      ),
    )
  })
})
