import { Injectable } from '@nestjs/common'
import { BackupConfig, BackupRunStore, type RecordedRun } from '../../../backup/index.js'
import { Clock } from '../../../telemetry/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** A backup is overdue when the last good one is older than so many times from one to the next. */
const INTERVALS_MAX = 2

/** Backups that failed or are late, and a newest one that could not be restored. */
@Injectable()
export class BackupConcern extends Concern {
  constructor(
    private readonly runs: BackupRunStore,
    private readonly config: BackupConfig,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const [last, good, drill] = await Promise.all([
      this.runs.last('backup'),
      this.runs.last('backup', { succeeded: true }),
      this.runs.last('drill'),
    ])
    return [
      ...(last?.succeeded === false ? [failed('backup_failed', 'The last backup has failed.', last)] : []),
      ...(good && this.#isOverdue(good) ? [overdue(good)] : []),
      ...(drill?.succeeded === false
        ? [failed('drill_failed', 'The last restore drill has found problems.', drill)]
        : []),
    ]
  }

  #isOverdue({ startedAt }: RecordedRun): boolean {
    const { intervalMs, hour } = this.config
    const everyMs = intervalMs ?? (hour === undefined ? undefined : DAY_MS)
    return everyMs !== undefined && this.clock.nowMs() - startedAt.getTime() > INTERVALS_MAX * everyMs
  }
}

function failed(code: string, message: string, { endedAt }: RecordedRun): AttentionDto {
  return { code, severity: 'error', message, params: { at: endedAt.toISOString() } }
}

function overdue({ startedAt }: RecordedRun): AttentionDto {
  const at = startedAt.toISOString()
  const message = `The last good backup is of ${at}, and no other was made when it was due.`
  return { code: 'backup_overdue', severity: 'error', message, params: { at } }
}
