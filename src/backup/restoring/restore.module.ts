import { Module } from '@nestjs/common'
import { BlobStoresModule } from '../../blob/index.js'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { DatabaseSourceModule } from '../../database/index.js'
import { OutboundModule } from '../../outbound/index.js'
import { CrawlConfig, RelayClient } from '../../sync/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { BackupPlacesModule } from '../store/backup-places.module.js'
import { RelayNumbers } from './relay-numbers.js'
import { RestoreRun } from './restore-run.js'
import { RestoredDatabase } from './restored-database.js'
import { RestoredKeys } from './restored-keys.js'

/** Restoring a backup: what the server is made of does not run meanwhile. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseSourceModule,
    OutboundModule,
    BlobStoresModule,
    BackupPlacesModule,
  ],
  providers: [
    provideConfig(CrawlConfig),
    RelayClient,
    RelayNumbers,
    RestoredDatabase,
    RestoredKeys,
    RestoreRun,
  ],
  exports: [RestoreRun, RestoredDatabase, BackupPlacesModule],
})
export class RestoreModule {}
