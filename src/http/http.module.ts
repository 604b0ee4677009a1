import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { ContributionsModule } from '../contributions/index.js'
import { ConfigModule, provideConfig } from '../config/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { XrpcFilter } from '../xrpc/index.js'
import { AdminEntrance } from './admin-entrance/admin-entrance.js'
import { Draining } from './health/draining.js'
import { HealthController } from './health/health.controller.js'
import { ProbesController } from './health/probes.controller.js'
import { Readiness } from './health/readiness.js'
import { HttpConfig } from './http.config.js'
import { LoadShedding } from './load/load-shedding.js'
import { LoopDelay } from './load/loop-delay.js'
import { MetricsController } from './metrics/metrics.controller.js'
import { MetricsConfig } from './metrics/metrics.config.js'
import { MetricsListener } from './metrics/metrics-listener.js'
import { MetricsToken } from './metrics/metrics-token.js'
import { RequestMetrics } from './metrics/request-metrics.js'
import { ProblemFilter } from './problem.filter.js'
import { ServicePagesController } from './service-pages.controller.js'
import { WebAssetsController } from './web-assets.controller.js'
import { WebAssets } from './web-assets.js'
import { WellKnownController } from './well-known.controller.js'

/** Plain routes of the service itself, and the answers to errors of all routes. */
@Module({})
export class HttpModule {
  /** @param imports the module that exports a `HealthCheck` */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: HttpModule,
      imports: [ConfigModule, TelemetryModule, ContributionsModule, ...imports],
      controllers: [
        HealthController,
        ProbesController,
        MetricsController,
        ServicePagesController,
        WebAssetsController,
        WellKnownController,
      ],
      providers: [
        provideConfig(HttpConfig),
        provideConfig(MetricsConfig),
        AdminEntrance,
        Draining,
        Readiness,
        LoopDelay,
        LoadShedding,
        RequestMetrics,
        MetricsToken,
        MetricsListener,
        WebAssets,
        XrpcFilter,
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [HttpConfig],
    }
  }
}
