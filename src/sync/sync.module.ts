import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { AuditModule } from '../audit/index.js'
import { BlobModule } from '../blob/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { OutboundModule } from '../outbound/index.js'
import { RepoModule } from '../repo/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { WebhooksModule } from '../webhooks/index.js'
import { Announcements } from './announcements.js'
import { BlobsXrpc } from './blobs.xrpc.js'
import { CrawlConfig } from './crawl.config.js'
import { CrawlRequests } from './crawl-requests.js'
import { CrawlStatus } from './crawl-status.js'
import { CrawlerStore } from './crawler.store.js'
import { ExportStore } from './export.store.js'
import { FirehoseAudience } from './firehose-audience.js'
import { FirehoseNodeStore } from './firehose-node.store.js'
import { FirehoseNumbers } from './firehose-numbers.js'
import { FirehoseReaders } from './firehose-readers.js'
import { HostsXrpc } from './hosts.xrpc.js'
import { OwnHost } from './own-host.js'
import { PgCrawlerStore } from './pg-crawler.store.js'
import { PgExportStore } from './pg-export.store.js'
import { RelayClient } from './relay-client.js'
import { RelayFindingStore } from './relay-monitor/relay-finding.store.js'
import { RelayFindings } from './relay-monitor/relay-findings.js'
import { RelayMonitor } from './relay-monitor/relay-monitor.js'
import { RelayNotes } from './relay-monitor/relay-notes.js'
import { RelayQuestions } from './relay-monitor/relay-questions.js'
import { RepoExporter } from './repo-exporter.js'
import { RepoExportsXrpc } from './repo-exports.xrpc.js'
import { RepoPages } from './repo-pages.js'
import { RepoStatesXrpc } from './repo-states.xrpc.js'
import { StreamStarts } from './stream-starts.js'
import { SubscribeReposGateway } from './subscribe-repos.gateway.js'
import { SyncConfig } from './sync.config.js'
import { VisibleRepos } from './visible-repos.js'

/** What relays and other mirrors use. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    OutboundModule,
    AccountModule,
    AuditModule,
    BlobModule,
    RepoModule,
    SequencerModule,
    WebhooksModule,
  ],
  controllers: [RepoExportsXrpc, RepoStatesXrpc, BlobsXrpc, HostsXrpc],
  providers: [
    RepoPages,
    provideConfig(SyncConfig),
    provideConfig(CrawlConfig),
    { provide: CrawlerStore, useClass: PgCrawlerStore },
    { provide: ExportStore, useClass: PgExportStore },
    RepoExporter,
    StreamStarts,
    VisibleRepos,
    FirehoseNumbers,
    SubscribeReposGateway,
    RelayClient,
    CrawlRequests,
    CrawlStatus,
    FirehoseReaders,
    FirehoseNodeStore,
    FirehoseAudience,
    Announcements,
    OwnHost,
    RelayFindingStore,
    RelayFindings,
    RelayNotes,
    RelayQuestions,
    RelayMonitor,
  ],
  exports: [CrawlStatus, FirehoseAudience, RelayFindings, RepoExporter],
})
export class SyncModule {}
