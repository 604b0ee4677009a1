import { setTimeout as sleep } from 'node:timers/promises'
import pg, { type ClientConfig } from 'pg'
import type { Log } from '../telemetry/index.js'
import type { DatabaseConfig } from './database.config.js'
import { DatabaseSource } from './database-source.js'
import { sessionSettings } from './session-settings.js'

const VERSION_MIN = 150_000
const VERSIONS = '15 to 18'

/** A database beside us may start later than we do. */
const CONNECT_ATTEMPTS = 30
const CONNECT_RETRY_MS = 1_000

/** Refusals that waiting does not cure: wrong password, no such user or database, wrong protocol. */
const FINAL = /^(28|3D|08P)/

/** A PostgreSQL that somebody else runs. */
export class ExternalSource extends DatabaseSource {
  override readonly description: string
  override readonly connection: Readonly<ClientConfig>

  constructor(
    url: string,
    config: DatabaseConfig,
    private readonly log: Log,
  ) {
    super()
    const { host, pathname } = new URL(url)
    this.description = `PostgreSQL at ${decodeURIComponent(host)}${pathname}`
    this.connection = { connectionString: url, ...sessionSettings(config) }
  }

  override async start(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#check()
      } catch (error) {
        const { code = '' } = error as { code?: string }
        if (attempt === CONNECT_ATTEMPTS || FINAL.test(code) || error instanceof UnsupportedVersion)
          throw error
        this.log.warn({ err: error, attempt }, 'the database does not answer yet')
        await sleep(CONNECT_RETRY_MS)
      }
    }
  }

  override async stop(): Promise<void> {}

  async #check(): Promise<void> {
    const client = new pg.Client(this.connection)
    await client.connect()
    try {
      const { rows } = await client.query<{ version: number; name: string }>(
        `SELECT current_setting('server_version_num')::int AS version, current_setting('server_version') AS name`,
      )
      if (rows[0]!.version < VERSION_MIN) throw new UnsupportedVersion(rows[0]!.name)
    } finally {
      await client.end()
    }
  }
}

class UnsupportedVersion extends Error {
  constructor(version: string) {
    super(`PDS_DATABASE_URL leads to PostgreSQL ${version}; ${VERSIONS} are supported`)
  }
}
