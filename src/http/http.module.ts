import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common'
import { APP_FILTER } from '@nestjs/core'
import { ConfigModule, provideConfig } from '../config/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { XrpcFilter } from '../xrpc/index.js'
import { HealthController } from './health.controller.js'
import { HttpConfig } from './http.config.js'
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
      imports: [ConfigModule, TelemetryModule, ...imports],
      controllers: [HealthController, ServicePagesController, WebAssetsController, WellKnownController],
      providers: [
        provideConfig(HttpConfig),
        WebAssets,
        XrpcFilter,
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [HttpConfig],
    }
  }
}
