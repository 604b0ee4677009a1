import { Injectable } from '@nestjs/common'
import { UnitOfWork } from '../../database/index.js'
import { WebhookOutbox } from '../../webhooks/index.js'
import { BackupRunStore, type RecordedRun } from './backup-run.store.js'

/** Remembers how backups and drills went, and tells whoever wants to know. */
@Injectable()
export class BackupJournal {
  constructor(
    private readonly runs: BackupRunStore,
    private readonly outbox: WebhookOutbox,
    private readonly work: UnitOfWork,
  ) {}

  async add(run: RecordedRun): Promise<void> {
    const { kind, succeeded, backupId, bytes } = run
    await this.work.run(async (tx) => {
      await this.runs.add(run, tx)
      const type = succeeded ? 'backup.succeeded' : 'backup.failed'
      await this.outbox.record(tx, { type, data: { kind, backup: backupId, bytes } })
    })
  }
}
