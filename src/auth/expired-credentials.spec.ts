import type { Clock } from '../telemetry/index.js'
import { ExpiredCredentials } from './expired-credentials.js'
import type { RefreshTokenStore } from './refresh-token.store.js'
import type { RevokedSessionStore } from './revocation/revoked-session.store.js'
import type { UsedTokenStore } from './used-token.store.js'

describe('ExpiredCredentials', () => {
  test('deletes from everywhere, in batches, until nothing is left that expired when it began', async () => {
    const left = [2_500, 0, 7]
    const calls: [number, number, number][] = []
    const [tokens, revoked, used] = left.map((_, index) => ({
      removeExpired: async (now: Date, limit: number) => {
        calls.push([index, now.getTime(), limit])
        const removed = Math.min(left[index]!, limit)
        left[index]! -= removed
        return removed
      },
    }))
    const clock = { nowMs: () => 1_000 + calls.length } as Clock
    const task = new ExpiredCredentials(
      tokens as unknown as RefreshTokenStore,
      revoked as unknown as RevokedSessionStore,
      used as unknown as UsedTokenStore,
      clock,
    )
    expect(await task.run()).toBe(2_507)
    expect(calls).toEqual([0, 0, 0, 1, 2].map((index) => [index, 1_000, 1_000]))
    expect(await task.run()).toBe(0)
  })
})
