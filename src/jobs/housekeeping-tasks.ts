import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { HousekeepingTask } from './housekeeping-task.js'

/** The housekeeping tasks that the features bring. */
@Injectable()
export class HousekeepingTasks {
  constructor(private readonly discovery: DiscoveryService) {}

  /** By name. */
  all(): ReadonlyMap<string, HousekeepingTask> {
    const tasks = this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .filter((instance) => instance instanceof HousekeepingTask)
    return new Map(tasks.map((task) => [task.name, task]))
  }
}
