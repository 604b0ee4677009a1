import { Module } from '@nestjs/common'
import { AccountModule } from '../account/index.js'
import { BlobModule } from '../blob/index.js'
import { ConfigModule } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { IdentityModule } from '../identity/index.js'
import { JobsModule } from '../jobs/index.js'
import { LifecycleModule } from '../lifecycle/index.js'
import { RepoModule } from '../repo/index.js'
import { SequencerModule } from '../sequencer/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { Aftermath } from './aftermath/aftermath.js'
import { AftermathRunner } from './aftermath/aftermath-runner.js'
import { MovedAccounts } from './aftermath/moved-accounts.js'
import { PgRestorationStore } from './aftermath/pg-restoration.store.js'
import { RestorationStore } from './aftermath/restoration.store.js'
import { ReturnedAccount } from './aftermath/returned-account.js'
import { Retention } from './archive/retention.js'
import { WebhooksModule } from '../webhooks/index.js'
import { BackupJournal } from './making/backup-journal.js'
import { BackupWork } from './making/backup-work.js'
import { DrillWork } from './schedule/drill-work.js'
import { BackupRun } from './making/backup-run.js'
import { BackupRunStore } from './making/backup-run.store.js'
import { Backups } from './making/backups.js'
import { PgBackupRunStore } from './making/pg-backup-run.store.js'
import { BACKUP_QUEUE, BackupJob } from './schedule/backup.job.js'
import { BackupMetrics } from './schedule/backup-metrics.js'
import { RestoreDrill } from './schedule/restore-drill.js'
import { ScheduledBackup } from './schedule/scheduled-backup.js'
import { BackupPlacesModule } from './store/backup-places.module.js'
import { TrialModule } from './trial/trial.module.js'

/** Backups of the whole installation: made while it runs, and tried; and what is left to do when one was restored. */
@Module({
  imports: [
    ConfigModule,
    TelemetryModule,
    DatabaseModule,
    IdentityModule,
    AccountModule,
    SequencerModule,
    BlobModule,
    RepoModule,
    LifecycleModule,
    BackupPlacesModule,
    TrialModule,
    WebhooksModule,
    JobsModule.forFeature(BACKUP_QUEUE),
  ],
  providers: [
    BackupRun,
    Retention,
    { provide: BackupRunStore, useClass: PgBackupRunStore },
    BackupJournal,
    Backups,
    { provide: RestorationStore, useClass: PgRestorationStore },
    MovedAccounts,
    ReturnedAccount,
    Aftermath,
    AftermathRunner,
    ScheduledBackup,
    RestoreDrill,
    BackupJob,
    BackupMetrics,
    BackupWork,
    DrillWork,
  ],
  exports: [AftermathRunner, Backups, BackupRunStore, BackupPlacesModule],
})
export class BackupModule {}
