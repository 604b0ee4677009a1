import pg from 'pg'
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm'
import type { Log } from '../telemetry/index.js'
import type { DatabaseConfig } from './database.config.js'
import { DatabaseClient } from './database-client.js'
import type { DatabaseSource } from './database-source.js'
import { RestoreUnfinished } from './database.errors.js'
import { isAside } from './former-schema.js'
import { MIGRATIONS } from './migrations.js'
import { MIGRATION_TABLE, migrate } from './migrator.js'

/** Idle connections are kept this long: they hold prepared statements, but also memory of the server. */
const IDLE_CONNECTION_MS = 60_000

type Entities = MixedList<new () => object>

/** Options of TypeORM for a database. The pool makes connections that understand binary results. */
export function dataSourceOptions(
  source: DatabaseSource,
  config: Pick<DatabaseConfig, 'poolSize'>,
  log: Log,
): DataSourceOptions {
  return {
    type: 'postgres',
    // Left to itself, TypeORM looks for a copy of its own.
    driver: pg,
    migrations: [...MIGRATIONS],
    migrationsTableName: MIGRATION_TABLE,
    synchronize: false,
    logging: false,
    installExtensions: false,
    poolErrorHandler: (error: unknown) => log.warn({ err: error }, 'an idle database connection broke'),
    extra: {
      ...source.connection,
      max: config.poolSize,
      idleTimeoutMillis: IDLE_CONNECTION_MS,
      Client: DatabaseClient,
    },
  }
}

/** Connects and migrates. @throws {RestoreUnfinished} */
export async function openDataSource(
  options: DataSourceOptions,
  source: DatabaseSource,
  log: Log,
): Promise<DataSource> {
  const dataSource = await new DataSource(options).initialize()
  try {
    if (await isAside((text) => dataSource.query(text))) throw new RestoreUnfinished()
    await migrate(dataSource, () => connect(source), log)
    return dataSource
  } catch (error) {
    await dataSource.destroy()
    throw error
  }
}

/** The same with a given list of entities, for tools and tests. */
export function openWithEntities(
  entities: Entities,
  source: DatabaseSource,
  config: Pick<DatabaseConfig, 'poolSize'>,
  log: Log,
): Promise<DataSource> {
  return openDataSource(
    { ...dataSourceOptions(source, config, log), entities } as DataSourceOptions,
    source,
    log,
  )
}

/** A connection outside of the pool; the caller ends it. */
export async function connect(source: DatabaseSource): Promise<DatabaseClient> {
  const client = new DatabaseClient({ ...source.connection, keepAlive: true })
  // Without a listener, a broken connection would end the process; whoever uses it sees its query fail.
  client.on('error', () => undefined)
  await client.connect()
  return client
}
