import { Injectable } from '@nestjs/common'
import { Clock, Log, Metrics } from '../../telemetry/index.js'
import type { RateLimits } from '../rate-limits.js'
import { MemoryRateLimits } from './memory-rate-limits.js'
import { PgRateLimits } from './pg-rate-limits.js'
import { RedisRateLimits } from './redis-rate-limits.js'
import { SteadyRateLimits } from './steady-rate-limits.js'

/** Makes limits that several nodes count together, in a store that may be away. */
@Injectable()
export class SharedLimits {
  constructor(
    private readonly postgres: PgRateLimits,
    private readonly redis: RedisRateLimits,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  of(store: 'postgres' | 'redis'): RateLimits {
    const memory = new MemoryRateLimits(this.clock)
    const limits = new SteadyRateLimits(this[store], memory, this.clock, this.log)
    this.metrics.level(
      'pds_rate_limits_apart',
      'Whether this node counts rate limits for itself because it cannot share them.',
      () => Number(limits.isAway),
    )
    return limits
  }
}
