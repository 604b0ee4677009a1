import { Module } from '@nestjs/common'
import { ConfigModule, provideConfig } from '../config/index.js'
import { BusinessEvents } from './business-events.js'
import { Caches } from './caches.js'
import { Clock } from './clock.js'
import { DiskSpace } from './disk-space.js'
import { ProcessVitals } from './process-vitals.js'
import { KnownProblems } from './known-problems.js'
import { Log } from './log.js'
import { LogConfig } from './log.config.js'
import { LogWriter } from './log-writer.js'
import { Metrics } from './metrics.js'
import { NestLog } from './nest-log.js'
import { OpenTelemetryConfig } from './otel/open-telemetry.config.js'
import { TelemetryExport } from './otel/telemetry-export.js'
import { Random } from './random.js'
import { StartNotices } from './start-notices.js'
import { SystemClock } from './system-clock.js'
import { SystemRandom } from './system-random.js'
import { TimedId } from './timed-id.js'

/** Logs, metrics, time and randomness. */
@Module({
  imports: [ConfigModule],
  providers: [
    provideConfig(LogConfig),
    { provide: LogWriter, inject: [LogConfig], useFactory: (config: LogConfig) => new LogWriter(config) },
    { provide: Clock, useClass: SystemClock },
    { provide: Random, useClass: SystemRandom },
    TimedId,
    Log,
    NestLog,
    Metrics,
    ProcessVitals,
    KnownProblems,
    Caches,
    DiskSpace,
    BusinessEvents,
    provideConfig(OpenTelemetryConfig),
    {
      provide: TelemetryExport,
      inject: [OpenTelemetryConfig, Metrics, Clock],
      useFactory: async (config: OpenTelemetryConfig, metrics: Metrics, clock: Clock) => {
        const telemetry = new TelemetryExport(config, metrics, clock)
        await telemetry.start()
        return telemetry
      },
    },
    StartNotices,
  ],
  exports: [
    Clock,
    Random,
    TimedId,
    Log,
    LogWriter,
    NestLog,
    Metrics,
    ProcessVitals,
    Caches,
    BusinessEvents,
    KnownProblems,
  ],
})
export class TelemetryModule {}
