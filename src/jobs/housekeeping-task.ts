/** Upkeep that is due every so often. Every provider of this class is found and scheduled by itself. */
export abstract class HousekeepingTask {
  /** Unique, in words: `expired credentials`. It is the name of the schedule. */
  abstract readonly name: string

  /** How often it runs, on whichever node is free. */
  abstract readonly everyMs: number

  /** Does the work; what it throws is logged, and it is tried again when it is due again. */
  abstract run(): Promise<unknown>
}
