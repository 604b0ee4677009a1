import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { DatabaseModule } from '../../database/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { RateLimits } from '../rate-limits.js'
import { EndedLimitWindows } from './ended-limit-windows.js'
import { MemoryRateLimits } from './memory-rate-limits.js'
import { PgRateLimits } from './pg-rate-limits.js'
import { RateLimitStoreConfig } from './rate-limit-store.config.js'
import { RedisRateLimits } from './redis-rate-limits.js'
import { SharedLimits } from './shared-limits.js'

/** Counts of rate limits, kept where the settings say. */
@Module({
  imports: [ConfigModule, DatabaseModule, TelemetryModule],
  providers: [
    provideConfig(RateLimitStoreConfig),
    MemoryRateLimits,
    PgRateLimits,
    RedisRateLimits,
    EndedLimitWindows,
    SharedLimits,
    {
      provide: RateLimits,
      inject: [RateLimitStoreConfig, MemoryRateLimits, SharedLimits],
      useFactory: ({ store }: RateLimitStoreConfig, memory: MemoryRateLimits, shared: SharedLimits) =>
        store === 'memory' ? memory : shared.of(store),
    },
  ],
  exports: [RateLimits],
})
export class LimitStoresModule {}
