import { Module } from '@nestjs/common'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { Audit } from './audit.js'
import { AuditStore } from './audit.store.js'
import { PgAuditStore } from './pg-audit.store.js'

/** What administrators did, provably. */
@Module({
  imports: [TelemetryModule, DatabaseModule],
  providers: [{ provide: AuditStore, useClass: PgAuditStore }, Audit],
  exports: [Audit, AuditStore],
})
export class AuditModule {}
