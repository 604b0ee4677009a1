import { Module, type OnApplicationShutdown } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'
import { DataSource, type DataSourceOptions } from 'typeorm'
import { Log, LogWriter, TelemetryModule } from '../telemetry/index.js'
import { DatabaseConfig } from './database.config.js'
import { Database } from './database.js'
import { DatabaseReadiness } from './database-readiness.js'
import { DatabaseSource } from './database-source.js'
import { DatabaseSourceModule } from './database-source.module.js'
import { dataSourceOptions, openDataSource } from './data-source.js'
import { SchemaReadiness } from './schema-readiness.js'
import { UnitOfWork } from './unit-of-work.js'

/** TypeORM with the entities that the features register, raw SQL, transactions, notifications. */
@Module({
  imports: [
    DatabaseSourceModule,
    TelemetryModule,
    TypeOrmModule.forRootAsync({
      imports: [DatabaseSourceModule, TelemetryModule],
      inject: [DatabaseSource, DatabaseConfig, LogWriter],
      useFactory: (source: DatabaseSource, config: DatabaseConfig, writer: LogWriter) => {
        const log = Log.named(writer, 'Database')
        return {
          ...dataSourceOptions(source, config, log),
          autoLoadEntities: true,
          // The source has seen to it that the database answers; what fails now fails again.
          toRetry: () => false,
          open: (options: DataSourceOptions) => openDataSource(options, source, log),
        }
      },
      dataSourceFactory: (options) =>
        (options as unknown as { open: (options: DataSourceOptions) => Promise<DataSource> }).open(options!),
    }),
  ],
  providers: [Database, UnitOfWork, DatabaseReadiness, SchemaReadiness],
  exports: [Database, UnitOfWork, DatabaseSourceModule],
})
export class DatabaseModule implements OnApplicationShutdown {
  constructor(private readonly dataSource: DataSource) {}

  async onApplicationShutdown(): Promise<void> {
    await this.dataSource.destroy()
  }
}
