import { type DynamicModule, Module, type ModuleMetadata } from '@nestjs/common'
import { APP_GUARD } from '@nestjs/core'
import { bundledLexicons, Lexicons } from '@guildhall/lexicon'
import { ConfigModule, provideConfig } from '../config/index.js'
import { TelemetryModule } from '../telemetry/index.js'
import { AuthGuard } from './auth.guard.js'
import { CallLimiter } from './call-limiter.js'
import { InputGuard } from './input.guard.js'
import { LimitMetrics } from './limit-metrics.js'
import { LimitGuard } from './limit.guard.js'
import { MethodFallbackController } from './method-fallback.controller.js'
import { RateLimitBypass } from './rate-limit-bypass.js'
import { RateLimitConfig } from './rate-limit.config.js'
import { RouteAudit } from './route-audit.js'
import { ScopeGuard } from './scope.guard.js'

/** XRPC: what happens to a request before and after the handler of its method. */
@Module({})
export class XrpcModule {
  /**
   * @param imports the modules that export an `Authenticator`, `RateLimits` and, where unknown methods are served,
   * `UnknownMethods`
   */
  static forRoot({ imports }: Required<Pick<ModuleMetadata, 'imports'>>): DynamicModule {
    return {
      module: XrpcModule,
      imports: [ConfigModule, TelemetryModule, ...imports],
      controllers: [MethodFallbackController],
      providers: [
        provideConfig(RateLimitConfig),
        { provide: Lexicons, useFactory: bundledLexicons },
        RateLimitBypass,
        CallLimiter,
        LimitMetrics,
        RouteAudit,
        // In the order of a request: parameters and caller, body, scopes, limits.
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_GUARD, useClass: InputGuard },
        { provide: APP_GUARD, useClass: ScopeGuard },
        { provide: APP_GUARD, useClass: LimitGuard },
      ],
    }
  }
}
