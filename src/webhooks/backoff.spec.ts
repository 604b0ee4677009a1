import { nextAttemptMs, pauseMs, TRIED_MAX_MS } from './backoff.js'

describe('attempts', () => {
  it('come at ever longer intervals, for 72 hours', () => {
    const at: number[] = []
    let nowMs = 0
    for (let attempts = 1; ; attempts++) {
      const next = nextAttemptMs(attempts, { sinceMs: 0, nowMs }, 0)
      if (next === undefined) break
      at.push(next)
      nowMs = next
    }
    expect(at.slice(0, 3)).toEqual([5_000, 305_000, 2_105_000])
    expect(at.at(-1)).toBe(TRIED_MAX_MS)
    expect(at.length).toBe(10)
  })

  it('do not all come at one time, and are put off by no more than a tenth', () => {
    expect(nextAttemptMs(1, { sinceMs: 0, nowMs: 0 }, 1)).toBe(5_500)
  })
})

it('a webhook that fails again and again is left alone for an hour at most', () => {
  expect([0, 4, 5, 6, 100].map(pauseMs)).toEqual([0, 0, 5_000, 300_000, 3_600_000])
})
