import { Injectable } from '@nestjs/common'
import {
  HOUSEKEEPING,
  HousekeepingRuns,
  HousekeepingTasks,
  JobBoard,
  LongJobs,
  type QueueFacts,
} from '../../../jobs/index.js'
import { MAIL } from '../../../mail/index.js'
import { Clock, firstTimedId } from '../../../telemetry/index.js'
import type { AttentionDto } from '../overview.dto.js'
import { Concern } from './concern.js'

/** Long work that failed before is history. */
const LATELY_MS = 24 * 60 * 60 * 1000
const LONG_JOBS_MAX = 100

/** Background work that has failed for good, letters among it. */
@Injectable()
export class JobConcern extends Concern {
  constructor(
    private readonly board: JobBoard,
    private readonly long: LongJobs,
    private readonly tasks: HousekeepingTasks,
    private readonly runs: HousekeepingRuns,
    private readonly clock: Clock,
  ) {
    super()
  }

  override async attention(): Promise<AttentionDto[]> {
    const after = firstTimedId(this.clock.nowMs() - LATELY_MS)
    const [queues, long, runs] = await Promise.all([
      this.board.queues(),
      this.long.list({ state: 'failed', after, descending: false, limit: LONG_JOBS_MAX }),
      this.runs.list(),
    ])
    const tasks = this.tasks.all()
    const failed = runs.filter(({ task, failure }) => failure !== undefined && tasks.has(task))
    return [
      ...queues.flatMap(troubleOf),
      ...(long.length > 0 ? [longFailed(long.length)] : []),
      ...failed.map(({ task }) => housekeepingFailed(task)),
    ]
  }
}

/** Upkeep that has failed is done again when it is due: how it went the last time says more than what has failed before. */
function troubleOf({ name, counts: { failed } }: QueueFacts): AttentionDto[] {
  if (failed === 0 || name === HOUSEKEEPING) return []
  if (name === MAIL) {
    const message = 'Letters could not be sent and were given up.'
    return [{ code: 'mails_dead', severity: 'warning', message, count: failed, params: { queue: name } }]
  }
  const message = `Work in the queue ${name} has failed for good.`
  return [{ code: 'jobs_failed', severity: 'warning', message, count: failed, params: { queue: name } }]
}

function longFailed(count: number): AttentionDto {
  const message = 'Work that somebody has asked for has failed since yesterday.'
  return { code: 'long_jobs_failed', severity: 'warning', message, count }
}

function housekeepingFailed(task: string): AttentionDto {
  const message = `Housekeeping has failed: ${task}.`
  return { code: 'housekeeping_failed', severity: 'warning', message, params: { task } }
}
