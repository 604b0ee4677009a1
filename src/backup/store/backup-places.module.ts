import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { BackupConfig } from '../backup.config.js'
import { BackupPlaces } from './backup-places.js'
import { BackupStores } from './backup-stores.js'
import { S3BackupConfig } from './s3-backup.config.js'

/** Where backups are: all that is needed to look at them, without a database. */
@Module({
  imports: [ConfigModule, TelemetryModule],
  providers: [provideConfig(BackupConfig), provideConfig(S3BackupConfig), BackupStores, BackupPlaces],
  exports: [BackupConfig, BackupPlaces],
})
export class BackupPlacesModule {}
