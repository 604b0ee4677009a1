import { lockEnd } from './lock-end.js'

const LADDER = { firstLockMs: 1_000, lockMaxMs: 10_000 }
const AT = new Date(1_000_000)

describe('lockEnd', () => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 1_001_000],
    [4, 1_002_000],
    [5, 1_004_000],
    [6, 1_008_000],
    [7, 1_010_000],
    [5_000, 1_010_000],
  ])('after %i failures of 3 it is %i', (failures, endsMs) => {
    expect(lockEnd({ failures, lastFailedAt: AT }, 3, LADDER)).toBe(endsMs)
  })
})
