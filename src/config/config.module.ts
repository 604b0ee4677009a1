import { Module, type FactoryProvider } from '@nestjs/common'
import { AdminEntranceConfig } from './admin-entrance.config.js'
import { Environment } from './environment.js'
import { RuntimeConfig } from './runtime.config.js'
import { Secrets } from './secrets/secrets.js'
import { SecretsConfig } from './secrets/secrets.config.js'
import type { SectionClass } from './section.js'
import { LiveSettings } from './live-settings.js'
import { ServiceConfig } from './service.config.js'

/** Makes a section injectable by its class. The module that lists it imports {@link ConfigModule}. */
export function provideConfig<T extends object>(section: SectionClass<T>): FactoryProvider<T> {
  return {
    provide: section,
    inject: [Environment],
    useFactory: (environment: Environment) => environment.section(section),
  }
}

/** The environment, the settings of the whole service, and its secrets. Features bring their own sections. */
@Module({
  providers: [
    {
      provide: Environment,
      useFactory: () => {
        const environment = Environment.ofProcess()
        environment.validate()
        return environment
      },
    },
    LiveSettings,
    provideConfig(ServiceConfig),
    provideConfig(AdminEntranceConfig),
    provideConfig(RuntimeConfig),
    {
      provide: Secrets,
      inject: [Environment],
      useFactory: (environment: Environment) =>
        Secrets.open(environment.section(SecretsConfig), environment.section(ServiceConfig).dataDirectory),
    },
  ],
  exports: [Environment, LiveSettings, ServiceConfig, AdminEntranceConfig, RuntimeConfig, Secrets],
})
export class ConfigModule {}
