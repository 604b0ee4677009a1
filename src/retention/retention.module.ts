import { Module } from '@nestjs/common'
import { DiscoveryModule } from '@nestjs/core'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { RetentionRules } from './retention-rules.js'
import { RetentionRun } from './retention-run.js'
import { RetentionWork } from './retention-work.js'

/** How long which data are kept. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, DiscoveryModule],
  providers: [RetentionRules, RetentionRun, RetentionWork],
  exports: [RetentionRules, RetentionRun],
})
export class RetentionModule {}
