import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../../config/index.js'
import { DatabaseConfig } from '../../database/index.js'
import { TelemetryModule } from '../../telemetry/index.js'
import { RestoredKeys } from '../restoring/restored-keys.js'
import { BackupPlacesModule } from '../store/backup-places.module.js'
import { BackupTrial } from './backup-trial.js'

/** Trying backups: with a database of its own, beside a server or without one. */
@Module({
  imports: [ConfigModule, TelemetryModule, BackupPlacesModule],
  providers: [provideConfig(DatabaseConfig), RestoredKeys, BackupTrial],
  exports: [BackupTrial, BackupPlacesModule],
})
export class TrialModule {}
