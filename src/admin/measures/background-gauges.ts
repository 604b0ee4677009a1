import { Injectable } from '@nestjs/common'
import { BackupRunStore } from '../../backup/index.js'
import { JobBoard, type QueueFacts } from '../../jobs/index.js'
import { Clock } from '../../telemetry/index.js'
import type { MeasureKey } from './measure-keys.js'

const MS_PER_S = 1_000

/** How background work and backups stand, right now. */
@Injectable()
export class BackgroundGauges {
  constructor(
    private readonly jobs: JobBoard,
    private readonly backups: BackupRunStore,
    private readonly clock: Clock,
  ) {}

  /** The age of the last good backup is there only if there is one. */
  async read(): Promise<[MeasureKey, number][]> {
    const [queues, good] = await Promise.all([
      this.jobs.queues(),
      this.backups.last('backup', { succeeded: true }),
    ])
    const ageMs = good && this.clock.nowMs() - good.startedAt.getTime()
    return [
      ['jobs.waiting', sumOf(queues, 'waiting')],
      ['jobs.failed', sumOf(queues, 'failed')],
      ['jobs.oldestAge', Math.max(0, ...queues.map(({ oldestAgeMs }) => oldestAgeMs)) / MS_PER_S],
      ...(ageMs === undefined ? [] : [['backup.ageSeconds', ageMs / MS_PER_S] as [MeasureKey, number]]),
    ]
  }
}

function sumOf(queues: readonly QueueFacts[], state: 'waiting' | 'failed'): number {
  return queues.reduce((sum, { counts }) => sum + counts[state], 0)
}
