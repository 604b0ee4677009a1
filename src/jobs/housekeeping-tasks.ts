import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { Clock } from '../telemetry/index.js'
import { HousekeepingTask } from './housekeeping-task.js'

/** There is nothing to be tidied up in a new house, and a node that starts has better things to do. */
const FIRST_AFTER_MS = 60_000

/** The housekeeping tasks that the features bring. */
@Injectable()
export class HousekeepingTasks {
  constructor(
    private readonly contributions: Contributions,
    private readonly clock: Clock,
  ) {}

  /** By name. */
  all(): ReadonlyMap<string, HousekeepingTask> {
    return new Map(this.contributions.of(HousekeepingTask).map((task) => [task.name, task]))
  }

  /** When a task that was never done is due (milliseconds since the epoch): soon, even if it is one of each day. */
  firstRun(everyMs: number): number {
    return this.clock.nowMs() + Math.min(everyMs, FIRST_AFTER_MS)
  }
}
