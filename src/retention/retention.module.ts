import { Module } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { RetentionRules } from './retention-rules.js'
import { RetentionRun } from './retention-run.js'
import { RetentionWork } from './retention-work.js'

/** How long which data are kept. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, ContributionsModule],
  providers: [RetentionRules, RetentionRun, RetentionWork],
  exports: [RetentionRules, RetentionRun],
})
export class RetentionModule {}
