import { Module } from '@nestjs/common'
import { TelemetryModule } from '../../telemetry/index.js'
import { RateLimits } from '../rate-limits.js'
import { MemoryRateLimits } from './memory-rate-limits.js'

/** Counts of rate limits in the memory of this process, for a server without a database. */
@Module({
  imports: [TelemetryModule],
  providers: [{ provide: RateLimits, useClass: MemoryRateLimits }],
  exports: [RateLimits],
})
export class MemoryLimitsModule {}
