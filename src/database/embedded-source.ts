import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import type { ServiceConfig } from '../config/index.js'
import type { Log } from '../telemetry/index.js'
import type { DatabaseConfig } from './database.config.js'
import { DatabaseSource } from './database-source.js'
import { EmbeddedPostgres } from './embedded/embedded-postgres.js'
import { sessionSettings } from './session-settings.js'

/** Brings its own PostgreSQL, kept below the data directory. */
export class EmbeddedSource extends DatabaseSource {
  override readonly description: string
  readonly #postgres: EmbeddedPostgres

  constructor(
    private readonly config: DatabaseConfig,
    service: Pick<ServiceConfig, 'dataDirectory'>,
    private readonly log: Log,
  ) {
    super()
    const directory = join(service.dataDirectory, 'postgres')
    this.description = `embedded PostgreSQL in ${directory}`
    this.#postgres = new EmbeddedPostgres(
      directory,
      { sharedBuffersMb: config.embeddedSharedBuffersMb, durable: config.embeddedDurable },
      log,
    )
  }

  override get connection(): Readonly<ClientConfig> {
    return { ...this.#postgres.connection, ...sessionSettings(this.config) }
  }

  override async start(): Promise<void> {
    const started = performance.now()
    const report = await this.#postgres.start()
    this.log.info({ ...report, ms: Math.round(performance.now() - started) }, 'the embedded database runs')
  }

  override stop(): Promise<void> {
    return this.#postgres.stop()
  }
}
