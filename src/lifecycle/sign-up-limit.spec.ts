import type { Clock } from '../telemetry/index.js'
import type { LifecycleConfig } from './lifecycle.config.js'
import type { SignUpDayStore } from './sign-up-day.store.js'
import { SignUpLimit } from './sign-up-limit.js'

function setUp(signUpDailyLimit?: number) {
  const counts = new Map<string, number>()
  const clock = { now: '2026-01-01T23:59:59.000Z' }
  const countOf = (day: string) => counts.get(day) ?? 0
  const store = {
    take: async (day: string, limit: number) => {
      if (countOf(day) >= limit) return false
      counts.set(day, countOf(day) + 1)
      return true
    },
    giveBack: async (day: string) => void counts.set(day, countOf(day) - 1),
    countOn: async (day: string) => countOf(day),
  } as unknown as SignUpDayStore
  const config = { signUpDailyLimit } as LifecycleConfig
  const limit = new SignUpLimit(config, store, { nowIso: () => clock.now } as Clock)
  return { limit, counts, clock }
}

const made = () => Promise.resolve('made')

describe('SignUpLimit', () => {
  test('lets everybody sign up, and counts nobody, where there is none', async () => {
    const { limit, counts } = setUp()
    expect(await limit.during(made)).toBe('made')
    expect([await limit.reached(), counts.size]).toEqual([undefined, 0])
  })

  test('refuses those who come when as many are there, until the next day', async () => {
    const { limit, clock } = setUp(2)
    for (let i = 0; i < 2; i++)
      expect([await limit.reached(), await limit.during(made)]).toEqual([undefined, 'made'])
    await expect(limit.during(made)).rejects.toMatchObject({ code: 'SignUpLimitReached', kind: 'tooMany' })
    expect(await limit.reached()).toBe(2)
    clock.now = '2026-01-02T00:00:00.000Z'
    expect([await limit.reached(), await limit.during(made)]).toEqual([undefined, 'made'])
  })

  test('does not count those of whom nothing comes, on the day when they came', async () => {
    const { limit, counts, clock } = setUp(1)
    const failing = async () => {
      clock.now = '2026-01-02T00:00:00.000Z'
      throw new Error('no directory')
    }
    await expect(limit.during(failing)).rejects.toThrow('no directory')
    expect([...counts]).toEqual([['2026-01-01', 0]])
  })
})
