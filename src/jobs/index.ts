/**
 * Durable work in the background (BullMQ, kept in PostgreSQL or in Redis).
 *
 * Upkeep that is due every so often is a task: extend `HousekeepingTask` and list the class among the providers of
 * your module; it runs on one node at a time. Other work has a queue: `imports: [JobsModule.forFeature('mail')]`,
 * `@InjectQueue('mail')` to add jobs, and a class with `@Processor('mail')` that extends `WorkerHost` to do them.
 */
export { HousekeepingTask } from './housekeeping-task.js'
export { inBatches } from './in-batches.js'
export { type JobFacts, JobBoard, type JobState, JOB_STATES, type QueueFacts } from './job-board.js'
export { JobsConfig } from './jobs.config.js'
export { JobsModule } from './jobs.module.js'
