import { randomUUID } from 'node:crypto'
import pg, { type ClientConfig } from 'pg'
import type { DataSource } from 'typeorm'
import { DatabaseSource } from '../../src/database/index.js'
import { openWithEntities } from '../../src/database/data-source.js'
import { Database } from '../../src/database/database.js'
import { UnitOfWork } from '../../src/database/unit-of-work.js'
import { Log, Metrics } from '../../src/telemetry/index.js'

const POOL_SIZE = 6
/** Database of every PostgreSQL to which one connects while others are made and dropped. */
const MAINTENANCE = 'postgres'

/** The PostgreSQL that test/jest/global-setup.mjs has started; its database is migrated and serves as template. */
function server(): ClientConfig & { database: string; host: string } {
  const given = process.env.GUILDHALL_TEST_DATABASE
  if (!given) throw new Error('no database for tests: run them with jest, as project storage or http')
  return JSON.parse(given) as ClientConfig & { database: string; host: string }
}

async function maintain(...statements: string[]): Promise<void> {
  const client = new pg.Client({ ...server(), database: MAINTENANCE })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** A place that is known already; it needs neither starting nor stopping. */
class GivenSource extends DatabaseSource {
  override readonly description = 'a database for tests'

  constructor(override readonly connection: ClientConfig) {
    super()
  }

  override async start(): Promise<void> {}
  override async stop(): Promise<void> {}
}

/** A database of its own, to be dropped after use. */
export interface EmptyDatabase {
  name: string
  source: DatabaseSource
  /** for PDS_DATABASE_URL */
  url: string
  /** Ends all connections to it, and takes no more until the returned function is called. */
  close(): Promise<() => Promise<void>>
  /** Ends all connections to it that are still there. */
  drop(): Promise<void>
}

/**
 * Makes a database: a copy of the migrated one, or an empty one.
 * @param options `migrated: false` for one without any table
 */
export async function createDatabase({ migrated = true } = {}): Promise<EmptyDatabase> {
  const { database: template, ...config } = server()
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await maintain(`CREATE DATABASE ${name} TEMPLATE ${migrated ? template : 'template0'} STRATEGY FILE_COPY`)
  return {
    name,
    source: new GivenSource({ ...config, database: name }),
    url: `postgres://${config.user}@${encodeURIComponent(config.host)}:${config.port}/${name}`,
    close: () => closeDatabase(name),
    drop: () => maintain(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

async function closeDatabase(name: string): Promise<() => Promise<void>> {
  const allow = (whether: boolean) => `ALTER DATABASE ${name} ALLOW_CONNECTIONS ${whether}`
  const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`
  await maintain(allow(false), end)
  return () => maintain(allow(true))
}

/** What stores are made of, on a migrated database of their own. */
export class TestDatabase {
  private constructor(
    private readonly place: EmptyDatabase,
    readonly dataSource: DataSource,
    readonly db: Database,
    readonly work: UnitOfWork,
  ) {}

  static async open(): Promise<TestDatabase> {
    const place = await createDatabase()
    const log = Log.silent()
    const dataSource = await openWithEntities([], place.source, { poolSize: POOL_SIZE }, log)
    const db = new Database(dataSource, place.source, log, new Metrics())
    return new TestDatabase(place, dataSource, db, new UnitOfWork(dataSource))
  }

  get source(): DatabaseSource {
    return this.place.source
  }

  /** Rows of a statement. */
  async rows<R = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> {
    return (await this.db.query<R>({ text, values })).rows
  }

  /** Resolves with what was told on a channel before `done` resolves and a mark sent after it arrives. */
  async heard(channel: string, done: () => Promise<unknown>): Promise<string[]> {
    const heard: string[] = []
    let arrived = (): void => undefined
    const mark = new Promise<void>((resolve) => (arrived = resolve))
    const unlisten = await this.db.listen(channel, (payload) => {
      if (payload === MARK) arrived()
      else heard.push(payload)
    })
    await done()
    await this.db.query({ text: 'SELECT pg_notify($1, $2)', values: [channel, MARK] })
    await mark
    await unlisten()
    return heard
  }

  async close(): Promise<void> {
    await this.db.onApplicationShutdown()
    await this.dataSource.destroy()
    await this.place.drop()
  }
}

const MARK = 'end of test'
