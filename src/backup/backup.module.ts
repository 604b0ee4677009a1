import { Module } from '@nestjs/common'
import { BlobModule } from '../blob/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { Retention } from './archive/retention.js'
import { BackupRun } from './making/backup-run.js'
import { BackupRunStore } from './making/backup-run.store.js'
import { Backups } from './making/backups.js'
import { PgBackupRunStore } from './making/pg-backup-run.store.js'
import { BackupPlacesModule } from './store/backup-places.module.js'

/** Backups of the whole installation: made while it runs, and tried. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, BlobModule, BackupPlacesModule],
  providers: [BackupRun, Retention, { provide: BackupRunStore, useClass: PgBackupRunStore }, Backups],
  exports: [Backups, BackupPlacesModule],
})
export class BackupModule {}
