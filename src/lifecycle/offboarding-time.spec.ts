import { isHasty, OFFBOARD_NOTICE_DAYS } from './offboarding-time.js'

const DAY_MS = 24 * 60 * 60 * 1000
const NOW = new Date('2026-03-01T00:00:00Z')
const inDays = (days: number) => new Date(NOW.getTime() + days * DAY_MS)
const STAYS = { offboardedAt: undefined, offboardUntil: undefined }
/** Has been leaving for so many days, and has so many left. */
const leaving = (since: number, left: number) => ({
  offboardedAt: inDays(-since),
  offboardUntil: inDays(left),
})

describe('to offboard is to delete in all but name', () => {
  it.each([
    ['less than a week is given', STAYS, OFFBOARD_NOTICE_DAYS - 1, true],
    ['a week is given', STAYS, OFFBOARD_NOTICE_DAYS, false],
    ['the end is moved to tomorrow', leaving(29, 31), 30, true],
    ['the end is moved to yesterday', leaving(10, 20), 9, true],
    ['the end is moved, but not near', leaving(10, 80), 30, false],
    ['it is ordered again on the last day', leaving(29, 1), 30, false],
    ['the last day is put off', leaving(29, 1), 32, false],
  ])('where %s: %#', (_name, account, days, expected) => {
    expect(isHasty(account, days, NOW)).toBe(expected)
  })
})
