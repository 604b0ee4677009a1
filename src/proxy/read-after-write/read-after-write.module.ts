import { Module } from '@nestjs/common'
import { AccountModule } from '../../account/index.js'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { RepoModule } from '../../repo/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { ProxyModule } from '../proxy.module.js'
import { FollowUpCalls } from './follow-up-calls.js'
import { FreshReadsXrpc } from './fresh-reads.xrpc.js'
import { LocalWrites } from './local-writes.js'
import { MediaUrls } from './media-urls.js'
import { MissingThread } from './missing-thread.js'
import { QuotedRecords } from './quoted-records.js'
import { ReadAfterWrite } from './read-after-write.js'
import { ReadAfterWriteConfig } from './read-after-write.config.js'

/** Reads of an AppView in which callers find what they have just written. */
@Module({
  imports: [ConfigModule, TelemetryModule, AccountModule, RepoModule, ProxyModule],
  controllers: [FreshReadsXrpc],
  providers: [
    provideConfig(ReadAfterWriteConfig),
    MediaUrls,
    FollowUpCalls,
    QuotedRecords,
    LocalWrites,
    ReadAfterWrite,
    MissingThread,
  ],
})
export class ReadAfterWriteModule {}
