import { Injectable } from '@nestjs/common'
import { Log, Metrics } from '../../telemetry/index.js'
import { BackupRunStore, type RecordedRun } from '../making/backup-run.store.js'

const MS_PER_S = 1_000

/** Says how old the last good backup is, on every node. */
@Injectable()
export class BackupMetrics {
  constructor(
    metrics: Metrics,
    private readonly runs: BackupRunStore,
    private readonly log: Log,
  ) {
    const ask = (kind: RecordedRun['kind'], succeeded?: true) => this.#last(kind, succeeded)
    metrics.gauge({
      name: 'pds_backup_last_success_timestamp_seconds',
      help: 'When the last backup that was made had begun, as seconds since the epoch; absent before the first one.',
      async collect() {
        const last = await ask('backup', true)
        if (last) this.set(last.startedAt.getTime() / MS_PER_S)
        else this.remove()
      },
    })
    metrics.gauge({
      name: 'pds_backup_last_bytes',
      help: 'Size of the last backup that was made, without its blobs.',
      async collect() {
        const last = await ask('backup', true)
        if (last?.bytes === undefined) this.remove()
        else this.set(last.bytes)
      },
    })
    metrics.gauge({
      name: 'pds_backup_drill_ok',
      help: 'Whether the last drill found nothing wrong with the newest backup; absent before the first one.',
      async collect() {
        const last = await ask('drill')
        if (last) this.set(last.succeeded ? 1 : 0)
        else this.remove()
      },
    })
  }

  /** Numbers of others must not be missing because the database is away. */
  async #last(kind: RecordedRun['kind'], succeeded?: true): Promise<RecordedRun | undefined> {
    try {
      return await this.runs.last(kind, succeeded && { succeeded })
    } catch (error) {
      this.log.debug({ err: error }, 'it is not known how old the last backup is')
      return undefined
    }
  }
}
