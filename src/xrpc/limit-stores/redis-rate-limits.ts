import { Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { Redis } from 'ioredis'
import { Clock, Log } from '../../telemetry/index.js'
import { type LimitState, type LimitTake, RateLimits } from '../rate-limits.js'
import { RateLimitStoreConfig } from './rate-limit-store.config.js'
import { windowName } from './window-name.js'

/** Longest wait for an answer: a call that waits for its count is slower than one that is not counted. */
const ANSWER_MS = 500

const KEY_PREFIX = 'guildhall:limit:'

/** Counts and says what was taken and for how long it counts: two numbers for each key. */
const TAKE = `
  local states = {}
  for i, key in ipairs(KEYS) do
    local taken = redis.call('INCRBY', key, ARGV[i * 2 - 1])
    local left = redis.call('PTTL', key)
    if left < 0 then
      left = tonumber(ARGV[i * 2])
      redis.call('PEXPIRE', key, left)
    end
    states[i * 2 - 1] = taken
    states[i * 2] = left
  end
  return states`

/** Counts in Redis, for all nodes together. It is connected to with the first call. */
@Injectable()
export class RedisRateLimits extends RateLimits implements OnApplicationShutdown {
  #redis: Redis | undefined

  constructor(
    private readonly config: RateLimitStoreConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    super()
  }

  override async take(takes: readonly LimitTake[]): Promise<readonly LimitState[]> {
    this.#redis ??= this.#connect()
    const keys = takes.map((take) => `${KEY_PREFIX}${windowName(take)}`)
    const values = takes.flatMap(({ cost, windowMs }) => [cost, windowMs])
    const states = (await this.#redis.eval(TAKE, keys.length, ...keys, ...values)) as number[]
    const nowMs = this.clock.nowMs()
    return takes.map((_, i) => ({ taken: states[i * 2]!, endsMs: nowMs + states[i * 2 + 1]! }))
  }

  onApplicationShutdown(): void {
    this.#redis?.disconnect()
  }

  #connect(): Redis {
    const redis = new Redis(this.config.redisUrl!, { commandTimeout: ANSWER_MS, maxRetriesPerRequest: 1 })
    // Whoever waits for a count hears of it as well; without a listener it would be printed.
    redis.on('error', (error: Error) =>
      this.log.debug({ err: error }, 'Redis cannot be reached for rate limits'),
    )
    return redis
  }
}
