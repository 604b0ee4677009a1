import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { AuditCheckpoints } from './audit-checkpoints.js'
import { AuditKeyTable } from './audit-key-table.js'
import { AuditKeys } from './audit-keys.js'
import { AuditRelease } from './audit-release.js'
import { AuditRetention } from './audit-retention.js'
import { AuditVerification } from './audit-verification.js'
import { VerificationWork } from './verification-work.js'
import { AuditConfig } from './audit.config.js'
import { Audit } from './audit.js'
import { AuditStore } from './audit.store.js'
import { Denials } from './denials.js'
import { Looks } from './looks.js'
import { CheckpointStore } from './checkpoint.store.js'
import { OutboundModule } from '../outbound/index.js'
import { AuditFeed } from './sinks/audit-feed.js'
import { AuditSinkStore } from './sinks/audit-sink.store.js'
import { AuditSinksConfig } from './sinks/audit-sinks.config.js'
import { AuditSinks } from './sinks/audit-sinks.js'
import { SinkMetrics } from './sinks/sink-metrics.js'
import { SinkStates } from './sinks/sink-states.js'
import { PgAuditStore } from './pg-audit.store.js'

/** What administrators did, provably. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule,
    OutboundModule,
    IdentityModule,
    WebhooksModule,
  ],
  providers: [
    provideConfig(AuditConfig),
    { provide: AuditStore, useClass: PgAuditStore },
    Audit,
    Looks,
    Denials,
    AuditKeyTable,
    AuditKeys,
    CheckpointStore,
    AuditCheckpoints,
    AuditRelease,
    AuditRetention,
    AuditVerification,
    VerificationWork,
    provideConfig(AuditSinksConfig),
    AuditSinkStore,
    AuditSinks,
    AuditFeed,
    SinkMetrics,
    SinkStates,
  ],
  exports: [Audit, Looks, Denials, AuditKeys, AuditCheckpoints, AuditStore, AuditVerification, SinkStates],
})
export class AuditModule {}
