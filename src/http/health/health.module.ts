import { Module } from '@nestjs/common'
import { DatabaseModule } from '../../database/index.js'
import { DatabaseHealth } from './database-health.js'
import { HealthCheck } from './health-check.js'

/** The health of the whole server. */
@Module({
  imports: [DatabaseModule],
  providers: [{ provide: HealthCheck, useClass: DatabaseHealth }],
  exports: [HealthCheck],
})
export class HealthModule {}
