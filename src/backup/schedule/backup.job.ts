import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq'
import { type OnApplicationBootstrap } from '@nestjs/common'
import { type Job, Queue, type RepeatOptions } from 'bullmq'
import { inTimeOrLater, WORKER_OPTIONS } from '../../jobs/index.js'
import { Log } from '../../telemetry/index.js'
import { BackupConfig } from '../backup.config.js'
import { RestoreDrill } from './restore-drill.js'
import { ScheduledBackup } from './scheduled-backup.js'

/** Name of the queue: apart from other upkeep, which a long backup would hold up. */
export const BACKUP_QUEUE = 'backup'

const BACKUP = 'backup'
const DRILL = 'drill'

/** Makes and tries backups when they are due, on one node at a time. */
@Processor(BACKUP_QUEUE, { ...WORKER_OPTIONS, concurrency: 1 })
export class BackupJob extends WorkerHost implements OnApplicationBootstrap {
  constructor(
    @InjectQueue(BACKUP_QUEUE) private readonly queue: Queue,
    private readonly config: BackupConfig,
    private readonly backup: ScheduledBackup,
    private readonly drill: RestoreDrill,
    private readonly log: Log,
  ) {
    super()
    queue.on('error', (error) => this.onError(error))
  }

  /** Makes the schedules fit the settings; one that fits is left alone, so that a restart does not put it off. */
  async onApplicationBootstrap(): Promise<void> {
    await inTimeOrLater(this.#schedule(), 'schedules of backups', this.log)
  }

  async #schedule(): Promise<void> {
    const wanted = schedulesOf(this.config)
    const present = await this.queue.getJobSchedulers()
    for (const { key, every, pattern } of present) {
      const schedule = wanted.get(key)
      const fits = schedule && (schedule.every ?? null) === (every ? Number(every) : null)
      if (fits && (schedule.pattern ?? null) === (pattern ?? null)) wanted.delete(key)
      else if (!schedule) await this.queue.removeJobScheduler(key)
    }
    for (const [name, schedule] of wanted) await this.queue.upsertJobScheduler(name, schedule, { name })
  }

  /** What fails has been logged, and is tried again when it is due again. */
  override async process({ name }: Job): Promise<void> {
    if (name === BACKUP) await this.backup.run()
    if (name === DRILL) await this.drill.run()
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.log.warn({ err: error }, 'the queue of backups has trouble')
  }
}

function schedulesOf({ intervalMs, hour, drillIntervalMs }: BackupConfig): Map<string, Schedule> {
  const schedules = new Map<string, Schedule>()
  if (intervalMs !== undefined) schedules.set(BACKUP, { every: intervalMs })
  if (hour !== undefined) schedules.set(BACKUP, { pattern: `0 0 ${hour} * * *`, tz: 'UTC' })
  if (drillIntervalMs !== undefined) schedules.set(DRILL, { every: drillIntervalMs })
  return schedules
}

type Schedule = Pick<RepeatOptions, 'every' | 'pattern' | 'tz'>
