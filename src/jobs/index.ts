/**
 * Durable work in the background (BullMQ, kept in PostgreSQL or in Redis).
 *
 * Upkeep that is due every so often is a task: extend `HousekeepingTask` and list the class among the providers of
 * your module; it runs on one node at a time. Other work has a queue: `imports: [JobsModule.forFeature('mail')]`,
 * `@InjectQueue('mail')` to add jobs, and a class with `@Processor('mail', WORKER_OPTIONS)`
 * that extends `WorkerHost` to do them.
 *
 * Work that somebody asks for and watches is a long job: extend `LongWork`, list the class among the providers of your
 * module, and ask for it by `LongJobs.add` in the transaction that it belongs to.
 */
export { HOUSEKEEPING } from './housekeeping.job.js'
export { type HousekeepingRun, HousekeepingRuns } from './housekeeping-runs.js'
export { HousekeepingTask } from './housekeeping-task.js'
export { HousekeepingTasks } from './housekeeping-tasks.js'
export { inBatches } from './in-batches.js'
export { inTime, inTimeOrLater } from './in-time.js'
export { type JobFacts, JobBoard, type JobState, JOB_STATES, type QueueFacts } from './job-board.js'
export { isNotHeld, RetainedRows } from './retained-rows.js'
export { RetainedData, type UsualRetention } from './retained-data.js'
export { JobsConfig } from './jobs.config.js'
export {
  isEnded,
  type LongJob,
  type LongJobLine,
  type LongJobQuery,
  type LongJobState,
  LONG_JOB_STATES,
} from './long/long-job.js'
export { LongJobEnding } from './long/long-job-ending.js'
export { LongJobs } from './long/long-jobs.js'
export { LongWork, type WorkRun } from './long/long-work.js'
export { JobsModule } from './jobs.module.js'
export { WORKER_OPTIONS } from './worker-options.js'
