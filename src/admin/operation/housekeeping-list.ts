import { Injectable } from '@nestjs/common'
import { type HousekeepingRun, HousekeepingRuns, HousekeepingTasks } from '../../jobs/index.js'
import type { HousekeepingDto, HousekeepingRunDto } from './housekeeping.dto.js'

/** What the server does by itself every so often, and how it went the last time. */
@Injectable()
export class HousekeepingList {
  constructor(
    private readonly tasks: HousekeepingTasks,
    private readonly runs: HousekeepingRuns,
  ) {}

  /** By name. */
  async show(): Promise<HousekeepingDto> {
    const runs = new Map((await this.runs.list()).map((run) => [run.task, run]))
    const tasks = [...this.tasks.all().values()].sort((one, other) => (one.name < other.name ? -1 : 1))
    return {
      data: tasks.map(({ name, everyMs }) => {
        const run = runs.get(name)
        return { name, everyMs, ...(run && { lastRun: runView(run) }) }
      }),
    }
  }
}

function runView({ startedAt, endedAt, failure }: HousekeepingRun): HousekeepingRunDto {
  return {
    ...{ startedAt: startedAt.toISOString(), endedAt: endedAt.toISOString() },
    succeeded: failure === undefined,
    ...(failure !== undefined && { failure }),
  }
}
