import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { HousekeepingTask } from './housekeeping-task.js'

/** The housekeeping tasks that the features bring. */
@Injectable()
export class HousekeepingTasks {
  constructor(private readonly contributions: Contributions) {}

  /** By name. */
  all(): ReadonlyMap<string, HousekeepingTask> {
    const tasks = this.contributions.of(HousekeepingTask)
    return new Map(tasks.map((task) => [task.name, task]))
  }
}
