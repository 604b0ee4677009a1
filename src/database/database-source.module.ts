import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common'
import { ConfigModule, provideConfig, ServiceConfig } from '../config/index.js'
import { Log, LogWriter, TelemetryModule } from '../telemetry/index.js'
import { DatabaseConfig } from './database.config.js'
import { DatabaseSource } from './database-source.js'
import { EmbeddedSource } from './embedded-source.js'
import { ExternalSource } from './external-source.js'

/**
 * The PostgreSQL itself. A module of its own, below all that connects: the framework shuts modules down from the
 * roof to the ground, so it stops after everybody has disconnected.
 */
@Module({
  imports: [ConfigModule, TelemetryModule],
  providers: [
    provideConfig(DatabaseConfig),
    {
      provide: DatabaseSource,
      inject: [DatabaseConfig, ServiceConfig, LogWriter],
      useFactory: async (config: DatabaseConfig, service: ServiceConfig, writer: LogWriter) => {
        const log = Log.named(writer, 'Database')
        const source = config.url
          ? new ExternalSource(config.url, config, log)
          : new EmbeddedSource(config, service, log)
        await source.start()
        return source
      },
    },
  ],
  exports: [DatabaseConfig, DatabaseSource],
})
export class DatabaseSourceModule implements OnApplicationShutdown {
  constructor(@Inject(DatabaseSource) private readonly source: DatabaseSource) {}

  async onApplicationShutdown(): Promise<void> {
    await this.source.stop()
  }
}
