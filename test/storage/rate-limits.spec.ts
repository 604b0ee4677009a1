import { randomBytes } from 'node:crypto'
import { configOf } from '../../src/config/index.js'
import { Log } from '../../src/telemetry/index.js'
import { SystemClock } from '../../src/telemetry/system-clock.js'
import { MemoryRateLimits } from '../../src/xrpc/limit-stores/memory-rate-limits.js'
import { PgRateLimits } from '../../src/xrpc/limit-stores/pg-rate-limits.js'
import { RateLimitStoreConfig } from '../../src/xrpc/limit-stores/rate-limit-store.config.js'
import { RedisRateLimits } from '../../src/xrpc/limit-stores/redis-rate-limits.js'
import type { LimitTake, RateLimits } from '../../src/xrpc/rate-limits.js'
import { RedisServer, redisServerMissing } from '../support/redis-server.js'
import { TestDatabase } from '../support/test-database.js'

/** Far longer than a test takes. */
const HOUR_MS = 3_600_000
/** So short that a test can wait for its end. */
const MOMENT_MS = 30
const clock = new SystemClock()
const missing = redisServerMissing()

let database: TestDatabase
let redis: RedisServer | undefined
const kept: RedisRateLimits[] = []
beforeAll(async () => {
  database = await TestDatabase.open()
  if (missing) console.warn(`rate limits in Redis are not tested: ${missing}`)
  else redis = await RedisServer.start()
})
afterAll(async () => {
  kept.forEach((limits) => limits.onApplicationShutdown())
  await redis?.stop()
  await database?.close()
})

function inRedis(): RateLimits {
  const config = configOf(RateLimitStoreConfig, {
    scratchAddress: redis!.address,
    scratchPassword: redis!.password,
  })
  const limits = new RedisRateLimits(config, clock, Log.silent())
  kept.push(limits)
  return limits
}

const IMPLEMENTATIONS: [string, () => RateLimits][] = [
  ['MemoryRateLimits', () => new MemoryRateLimits(clock)],
  ['PgRateLimits', () => new PgRateLimits(database.db, clock)],
  ...(missing ? [] : [['RedisRateLimits', inRedis] as [string, () => RateLimits]]),
]
let made = 0

describe.each(IMPLEMENTATIONS)('RateLimits: %s', (_name, make) => {
  let limits: RateLimits
  let key: string
  beforeAll(() => {
    limits = make()
  })
  beforeEach(() => {
    key = `somebody ${++made}`
  })
  const takeOf = (change: Partial<LimitTake> = {}): LimitTake => ({
    bucket: 'calls',
    key,
    points: 5,
    windowMs: HOUR_MS,
    cost: 1,
    ...change,
  })
  const take = async (...takes: Partial<LimitTake>[]) =>
    (await limits.take(takes.map(takeOf))).map(({ taken }) => taken)

  it('adds up what is taken, also when there is nothing left', async () => {
    for (const taken of [3, 6, 9]) expect(await take({ cost: 3 })).toEqual([taken])
    expect(await take({ cost: 0 })).toEqual([9])
  })

  it('counts each window by itself: by bucket, key and length', async () => {
    await take({}, {})
    expect(await take({ bucket: 'others' }, { key: `${key} too` }, { windowMs: HOUR_MS * 2 }, {})).toEqual([
      1, 1, 1, 3,
    ])
  })

  it('counts under keys of any kind, which callers may have typed, each by itself', async () => {
    const long = randomBytes(100_000).toString('latin1')
    const keys = [`nul \0 ${key}`, `nul \0 ${key} too`, `${key} \ud800`, `a ${long}`, `b ${long}`, '']
    for (const taken of [1, 2])
      expect(await take(...keys.map((one) => ({ key: one })))).toEqual(keys.map(() => taken))
  })

  it('says when a window ends, which is the same for all its calls', async () => {
    const before = clock.nowMs()
    const [first] = await limits.take([takeOf()])
    expect(first!.endsMs).toBeGreaterThanOrEqual(before + HOUR_MS)
    const [second] = await limits.take([takeOf()])
    // A store that counts down the rest is off by a moment.
    expect(Math.abs(second!.endsMs - first!.endsMs)).toBeLessThan(HOUR_MS / 100)
  })

  it('begins a window anew when it has ended', async () => {
    const [begun] = await limits.take([takeOf({ windowMs: MOMENT_MS })])
    while (clock.nowMs() <= begun!.endsMs) await new Promise((resolve) => setTimeout(resolve, MOMENT_MS))
    expect(await take({ windowMs: MOMENT_MS })).toEqual([1])
  })

  it('counts every one of many calls at once', async () => {
    const calls = Array.from({ length: 40 }, (_, i) => take({ cost: 1 }, { key: `${key} ${i % 4}` }))
    const taken = await Promise.all(calls)
    expect(taken.map(([all]) => all).sort((a, b) => a! - b!)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    )
    expect(taken.map(([, own]) => own).sort((a, b) => a! - b!)).toEqual(
      Array.from({ length: 40 }, (_, i) => Math.floor(i / 4) + 1),
    )
  })
})

describe.each(IMPLEMENTATIONS.slice(1))('RateLimits of several nodes: %s', (_name, make) => {
  it('counts together', async () => {
    const [one, other] = [make(), make()]
    const call = { bucket: 'calls', key: `somebody ${++made}`, points: 5, windowMs: HOUR_MS, cost: 1 }
    await one.take([call])
    expect((await other.take([call]))[0]!.taken).toBe(2)
  })
})

describe('what lies in PostgreSQL', () => {
  it('is removed when it has ended, a part at a time', async () => {
    await database.rows('DELETE FROM rate_limit_window')
    const nowMs = clock.nowMs()
    await database.rows(
      `INSERT INTO rate_limit_window (name, taken, ends_at_ms) VALUES ('a', 1, $1), ('b', 1, $1), ('c', 1, $2)`,
      [nowMs - 1, nowMs + HOUR_MS],
    )
    const limits = new PgRateLimits(database.db, clock)
    expect(await limits.removeEnded(1)).toBe(1)
    expect(await limits.removeEnded(10)).toBe(1)
    expect(await limits.removeEnded(10)).toBe(0)
    expect(await database.rows('SELECT name FROM rate_limit_window')).toEqual([{ name: 'c' }])
  })
})
