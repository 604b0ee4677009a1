import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg, { type ClientConfig } from 'pg'
import { type Environment, ServiceConfig } from '../config/index.js'
import { DatabaseConfig } from './database.config.js'
import { EMBEDDED_DATABASE, EMBEDDED_USER } from './embedded/embedded-names.js'
import { isAlive } from './embedded/process-identity.js'
import { MIGRATION_TABLE } from './migrator.js'
import { MIGRATIONS } from './migrations.js'
import { sessionSettings } from './session-settings.js'

const CONNECT_MS = 5_000
const NO_SUCH_TABLE = '42P01'

/** Lines of postmaster.pid: the process, the port, the directory of the socket. */
const [PID_LINE, PORT_LINE, SOCKET_LINE] = [0, 3, 4]

/** What there is to know about a database from outside. */
export interface DatabaseFacts {
  readonly version: string
  /** such as 180004 */
  readonly versionNumber: number
  readonly connectionsMax: number
  readonly connections: number
  /** settings that durability hangs on, by name */
  readonly settings: Readonly<Record<'fsync' | 'full_page_writes' | 'synchronous_commit', string>>
  /** migrations of this release that were not applied, and applied ones that it does not know */
  readonly pending: readonly string[]
  readonly unknown: readonly string[]
}

/** A look into the database as it is: nothing is started, made or migrated. */
export class DatabaseVisit {
  private constructor(
    /** host and database, for messages, without credentials; undefined: the embedded one */
    readonly server: string | undefined,
    private readonly connection: ClientConfig | undefined,
  ) {}

  /** @throws {InvalidConfiguration} */
  static to(environment: Environment): DatabaseVisit {
    const config = environment.section(DatabaseConfig)
    const session = { ...sessionSettings(config), connectionTimeoutMillis: CONNECT_MS }
    if (config.url !== undefined) {
      const { host, pathname } = new URL(config.url)
      const server = `${decodeURIComponent(host)}${pathname}`
      return new DatabaseVisit(server, { connectionString: config.url, ...session })
    }
    const { dataDirectory } = environment.section(ServiceConfig)
    const running = runningEmbedded(join(dataDirectory, 'postgres', 'cluster'))
    return new DatabaseVisit(undefined, running && { ...running, ...session })
  }

  /** @returns undefined when the embedded database does not run @throws what the driver throws */
  async pay<T>(use: (client: pg.Client) => Promise<T>): Promise<T | undefined> {
    if (!this.connection) return undefined
    const client = new pg.Client(this.connection)
    // A broken connection makes the query fail; without a listener it would end the process.
    client.on('error', () => undefined)
    await client.connect()
    try {
      return await use(client)
    } finally {
      await client.end()
    }
  }
}

/** @throws what the driver throws */
export async function databaseFacts(client: pg.Client): Promise<DatabaseFacts> {
  const { rows } = await client.query<Record<string, string>>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS number,
            current_setting('max_connections') AS most, current_setting('fsync') AS fsync,
            current_setting('full_page_writes') AS full_page_writes,
            current_setting('synchronous_commit') AS synchronous_commit,
            (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections`,
  )
  const { version, number, most, connections, fsync, full_page_writes, synchronous_commit } = rows[0]!
  const applied = await appliedMigrations(client)
  const known = MIGRATIONS.map(({ name }) => name)
  return {
    version: version!,
    versionNumber: Number(number),
    connectionsMax: Number(most),
    connections: Number(connections),
    settings: {
      fsync: fsync!,
      full_page_writes: full_page_writes!,
      synchronous_commit: synchronous_commit!,
    },
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  }
}

async function appliedMigrations(client: pg.Client): Promise<string[]> {
  try {
    const { rows } = await client.query<{ name: string }>(`SELECT name FROM ${MIGRATION_TABLE}`)
    return rows.map(({ name }) => name)
  } catch (error) {
    if ((error as { code?: string }).code === NO_SUCH_TABLE) return []
    throw error
  }
}

/** How to connect to the embedded database, if it runs: its own file tells where. */
function runningEmbedded(cluster: string): ClientConfig | undefined {
  let lines: string[]
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return undefined
  }
  const [pid, port, host] = [Number(lines[PID_LINE]), Number(lines[PORT_LINE]), lines[SOCKET_LINE]]
  if (!isAlive(pid) || !host) return undefined
  return { host, port, user: EMBEDDED_USER, database: EMBEDDED_DATABASE, password: '' }
}
