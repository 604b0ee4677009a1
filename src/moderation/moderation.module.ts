import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { JobsModule } from '../jobs/index.js'
import { ProxyModule } from '../proxy/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { KeptReports } from './kept-reports.js'
import { ModerationConfig } from './moderation.config.js'
import { OzoneLinks } from './ozone-links.js'
import { PgReportStore } from './pg-report.store.js'
import { REPORTS } from './queued-report.js'
import { ReportData } from './report-data.js'
import { SettledReports } from './settled-reports.js'
import { ReportEvents } from './report-events.js'
import { ReportForwarding } from './report-forwarding.js'
import { ReportIntake } from './report-intake.js'
import { ReportQueue } from './report-queue.js'
import { ReportRoutes } from './report-routes.js'
import { ReportStore } from './report.store.js'
import { ReportsJob } from './reports.job.js'
import { Reports } from './reports.js'
import { ReportsXrpc } from './reports.xrpc.js'
import { WaitingReports } from './waiting-reports.js'

/** Reports to moderators: taken, kept, sent on. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    JobsModule.forFeature(REPORTS),
    AccountModule,
    AuditModule,
    ProxyModule,
    WebhooksModule,
  ],
  controllers: [ReportsXrpc],
  providers: [
    provideConfig(ModerationConfig),
    { provide: ReportStore, useClass: PgReportStore },
    ReportEvents,
    ReportRoutes,
    ReportQueue,
    KeptReports,
    ReportIntake,
    ReportForwarding,
    ReportsJob,
    WaitingReports,
    ReportData,
    SettledReports,
    Reports,
    OzoneLinks,
  ],
  exports: [Reports, OzoneLinks],
})
export class ModerationModule {}
