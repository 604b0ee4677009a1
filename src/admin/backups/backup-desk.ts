import { Injectable } from '@nestjs/common'
import {
  BackupConfig,
  BackupPlaces,
  BackupRunStore,
  listBackups,
  type RecordedRun,
} from '../../backup/index.js'
import { Refusal } from '../../refusal.js'
import { Clock } from '../../telemetry/index.js'
import type { Administrator } from '../access/administrator.js'
import { JobStart } from '../jobs/job-start.js'
import type { LongJobDto } from '../jobs/long-jobs.dto.js'
import type { BackupRunDto, BackupsDto } from './backups.dto.js'

/** Backups, as operators see and order them. */
@Injectable()
export class BackupDesk {
  constructor(
    private readonly config: BackupConfig,
    private readonly places: BackupPlaces,
    private readonly runs: BackupRunStore,
    private readonly jobs: JobStart,
    private readonly clock: Clock,
  ) {}

  async show(): Promise<BackupsDto> {
    const [last, good, drill, goodDrill] = await Promise.all([
      this.runs.last('backup'),
      this.runs.last('backup', { succeeded: true }),
      this.runs.last('drill'),
      this.runs.last('drill', { succeeded: true }),
    ])
    return {
      ...(await this.#listed()),
      schedule: this.#schedule(),
      ...(last && { lastBackup: runView(last) }),
      ...(good && { lastGoodBackup: runView(good) }),
      ...(drill && { lastDrill: runView(drill) }),
      ...(good && { recoveryPointMs: this.clock.nowMs() - good.startedAt.getTime() }),
      ...(goodDrill && { recoveryTimeMs: goodDrill.endedAt.getTime() - goodDrill.startedAt.getTime() }),
    }
  }

  /** Makes a backup in the background. @throws BackupNotSet, BackupKeyUnusable */
  async make(by: Administrator): Promise<LongJobDto> {
    await this.places.open()
    return this.jobs.start(by, { kind: 'backup.make', input: {}, deed: { action: 'backup.make' } })
  }

  /** Restores the newest backup into a scratch directory, and checks all of it. @throws BackupNotSet, BackupKeyUnusable */
  async verify(by: Administrator): Promise<LongJobDto> {
    await this.places.open()
    return this.jobs.start(by, { kind: 'backup.verify', input: {}, deed: { action: 'backup.verify' } })
  }

  /** That backups cannot be listed is no reason to say nothing of them. */
  async #listed(): Promise<Pick<BackupsDto, 'configured' | 'place' | 'data' | 'problem'>> {
    if (!this.config.target) return { configured: false, data: [] }
    try {
      const { store } = await this.places.open()
      const found = await listBackups(store)
      const data = found.map(({ id, bytes, isComplete: complete }) => ({ id, bytes, complete }))
      return { configured: true, place: store.description, data }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { configured: error.code !== 'BackupNotSet', data: [], problem: error.message }
    }
  }

  #schedule(): BackupsDto['schedule'] {
    const { keep, intervalMs, hour, drillIntervalMs } = this.config
    return {
      keep,
      ...(intervalMs !== undefined && { intervalMs }),
      ...(hour !== undefined && { hour }),
      ...(drillIntervalMs !== undefined && { drillIntervalMs }),
    }
  }
}

function runView({ backupId, startedAt, endedAt, succeeded, bytes, note }: RecordedRun): BackupRunDto {
  return {
    ...(backupId !== undefined && { backup: backupId }),
    startedAt: startedAt.toISOString(),
    endedAt: endedAt.toISOString(),
    succeeded,
    ...(bytes !== undefined && { bytes }),
    ...(note !== undefined && { note }),
  }
}
