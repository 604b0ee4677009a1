import type { ConnectionHealth } from './connection.js'
import { deadlinesOf, newDeadlines } from './deadlines.js'

const END = Date.UTC(2026, 5, 30)
const DAY_MS = 24 * 60 * 60 * 1000
const expiresAt = new Date(END).toISOString()
/** As it was found so many days before the end. */
const found = (daysBefore: number, ...names: string[]): ConnectionHealth => ({
  at: new Date(END - daysBefore * DAY_MS).toISOString(),
  ok: true,
  checks: [
    { name: 'discovery', ok: true, message: '' },
    ...names.map((name) => ({ name, ok: true, message: '', expiresAt })),
  ],
})

describe('deadlines of a connection', () => {
  it.each([
    [31, []],
    [30, [30]],
    [8, [30]],
    [7, [7]],
    [1.5, [7]],
    [1, [1]],
    [0.1, [1]],
    [0, [0]],
    [-5, [0]],
  ])('%d days before the end', (days, expected) => {
    expect(deadlinesOf(found(days, 'certificate')).map((one) => one.days)).toEqual(expected)
  })

  it('are news once each', () => {
    const days = (now: number, before: number | undefined) =>
      newDeadlines(
        found(now, 'certificate'),
        before === undefined ? undefined : found(before, 'certificate'),
      ).map((one) => one.days)
    expect(days(20, undefined)).toEqual([30])
    expect(days(20, 21)).toEqual([])
    expect(days(7, 8)).toEqual([7])
    expect(days(-1, 0.5)).toEqual([0])
    expect(days(-2, -1)).toEqual([])
  })

  it('are told apart by what ends', () => {
    const news = newDeadlines(found(20, 'certificate', 'directory-token'), found(21, 'certificate'))
    expect(news.map(({ name }) => name)).toEqual(['directory-token'])
  })
})
