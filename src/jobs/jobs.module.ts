import { BullModule } from '@nestjs/bullmq'
import { Module, type DynamicModule } from '@nestjs/common'
import { ContributionsModule } from '../contributions/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { DatabaseModule } from '../database/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { HOUSEKEEPING, HousekeepingJob } from './housekeeping.job.js'
import { HousekeepingRuns } from './housekeeping-runs.js'
import { HousekeepingTasks } from './housekeeping-tasks.js'
import { JobBoard } from './job-board.js'
import { OldLongJobs } from './long/old-long-jobs.js'
import { LongJobStore } from './long/long-job.store.js'
import { LongJobUpkeep } from './long/long-job-upkeep.js'
import { LongJobs } from './long/long-jobs.js'
import { LongWorkRuns } from './long/long-work-runs.js'
import { LONG_WORK, LongWorkJob } from './long/long-work.job.js'
import { JobsConfig } from './jobs.config.js'
import { QueueMetrics } from './queue-metrics.js'
import { QueueConnection } from './queue-connection.js'

/** The connection, apart from the queues: they are made with it. */
@Module({
  imports: [ConfigModule, TelemetryModule, DatabaseModule, ContributionsModule],
  providers: [provideConfig(JobsConfig), QueueConnection],
  exports: [QueueConnection],
})
class QueueConnectionModule {}

/** A queue of a feature. */
@Module({})
class JobQueueModule {}

/** Background work. */
@Module({
  imports: [
    TelemetryModule,
    DatabaseModule,
    ContributionsModule,
    BullModule.forRootAsync({
      imports: [QueueConnectionModule],
      inject: [QueueConnection],
      useFactory: (connection: QueueConnection) => connection.options(),
    }),
    BullModule.registerQueue({ name: HOUSEKEEPING }, { name: LONG_WORK }),
  ],
  providers: [
    HousekeepingTasks,
    HousekeepingRuns,
    HousekeepingJob,
    JobBoard,
    QueueMetrics,
    LongJobStore,
    LongJobs,
    LongWorkRuns,
    LongWorkJob,
    LongJobUpkeep,
    OldLongJobs,
  ],
  exports: [HousekeepingRuns, HousekeepingTasks, JobBoard, LongJobs],
})
export class JobsModule {
  /** Provides the queue of that name to the module that imports it. */
  static forFeature(name: string): DynamicModule {
    const queue = BullModule.registerQueue({ name })
    return { module: JobQueueModule, imports: [JobsModule, queue], exports: [queue] }
  }
}
