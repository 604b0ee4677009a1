import { Injectable } from '@nestjs/common'
import { BackupConfig } from '../backup.config.js'
import { Backups } from '../making/backups.js'
import { BackupPlaces } from '../store/backup-places.js'

/** A backup as the settings have it. */
@Injectable()
export class ScheduledBackup {
  constructor(
    private readonly config: BackupConfig,
    private readonly places: BackupPlaces,
    private readonly backups: Backups,
  ) {}

  /** @throws as {@link Backups.make} */
  async run(): Promise<void> {
    const { keep, withKeys } = this.config
    await this.backups.make(await this.places.open(), { keep, withKeys })
  }
}
