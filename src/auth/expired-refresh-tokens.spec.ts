import type { Clock } from '../telemetry/index.js'
import { ExpiredRefreshTokens } from './expired-refresh-tokens.js'
import type { RefreshTokenStore } from './refresh-token.store.js'

describe('ExpiredRefreshTokens', () => {
  test('deletes in batches until nothing is left that expired when it began', async () => {
    let left = 2_500
    const calls: [number, number][] = []
    const store = {
      removeExpired: async (now: Date, limit: number) => {
        calls.push([now.getTime(), limit])
        const removed = Math.min(left, limit)
        left -= removed
        return removed
      },
    } as unknown as RefreshTokenStore
    const clock = { nowMs: () => 1_000 + calls.length } as Clock
    const task = new ExpiredRefreshTokens(store, clock)
    expect(await task.run()).toBe(2_500)
    expect(calls).toEqual(Array.from({ length: 3 }, () => [1_000, 1_000]))
    expect(await task.run()).toBe(0)
  })
})
