import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { partsOf } from '../archive/manifest.js'
import { type Removed, Retention } from '../archive/retention.js'
import { BackupUnderWay } from '../backup.errors.js'
import type { BackupPlace } from '../store/backup-places.js'
import { BackupRun, type BackupOrder, type MadeBackup } from './backup-run.js'
import { BackupJournal } from './backup-journal.js'
import type { RecordedRun } from './backup-run.store.js'

/** What a new backup is to hold, and how many there are to be with it. */
export interface KeptBackupOrder extends BackupOrder {
  readonly keep: number
}

/** A backup that was made, and those that went for it. */
export interface BackupReport extends MadeBackup {
  readonly removed: Removed
  /** of the backup, without its blobs */
  readonly bytes: number
}

/** Makes backups, removes those that are too old, and remembers how it went. */
@Injectable()
export class Backups {
  constructor(
    private readonly backups: BackupRun,
    private readonly retention: Retention,
    private readonly runs: BackupJournal,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @throws as {@link BackupRun.run} */
  async make(place: BackupPlace, { keep, ...order }: KeptBackupOrder): Promise<BackupReport> {
    const startedAt = new Date(this.clock.nowMs())
    const started = { kind: 'backup' as const, place: place.store.description, startedAt }
    let report: BackupReport
    try {
      report = await this.backups.run(place, order, async (made) => {
        const removed = await this.retention.run(place, keep, made.keyId)
        const bytes = partsOf(made.manifest).reduce((sum, part) => sum + part.bytes, 0)
        return { ...made, removed, bytes }
      })
    } catch (error) {
      if (!(error instanceof BackupUnderWay)) await this.#failed(started, error as Error)
      throw error
    }
    await this.#succeeded(started, report)
    return report
  }

  async #succeeded(started: Started, { manifest, blobs, bytes }: BackupReport): Promise<void> {
    const endedAt = new Date(this.clock.nowMs())
    const { length: lost } = blobs.lost
    const note = lost === 0 ? undefined : `the bytes of ${lost} blobs are lost`
    await this.runs.add({ ...started, endedAt, backupId: manifest.id, succeeded: true, bytes, note })
    const ms = endedAt.getTime() - started.startedAt.getTime()
    const facts = {
      backup: manifest.id,
      place: started.place,
      bytes,
      ms,
      blobs: blobs.count,
      copied: blobs.copied,
    }
    if (lost === 0) this.log.info(facts, 'made a backup')
    else this.log.error({ ...facts, lost }, 'made a backup, without blobs whose bytes are lost')
  }

  async #failed(started: Started, error: Error): Promise<void> {
    this.log.error({ err: error, place: started.place }, 'a backup could not be made')
    const endedAt = new Date(this.clock.nowMs())
    const run = { ...started, endedAt, backupId: undefined, succeeded: false, bytes: undefined }
    // What made the backup fail may be the database.
    await this.runs.add({ ...run, note: error.message }).catch(() => undefined)
  }
}

type Started = Pick<RecordedRun, 'kind' | 'place' | 'startedAt'>
