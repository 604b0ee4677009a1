import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm'
import type { Log } from '../telemetry/index.js'
import { ChangedMigration } from './changed-migration.js'
import { MIGRATIONS } from './migrations.js'

/** Table of the applied migrations; its first columns are those that TypeORM's own tools expect. */
export const MIGRATION_TABLE = 'schema_migration'

/** Key of the advisory lock that lets one node migrate at a time. */
const MIGRATION_LOCK = 0x6d696772

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS ${MIGRATION_TABLE} (
    id integer GENERATED ALWAYS AS IDENTITY,
    "timestamp" bigint NOT NULL,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ${MIGRATION_TABLE}_pkey PRIMARY KEY (id),
    CONSTRAINT ${MIGRATION_TABLE}_name_key UNIQUE (name)
  )`

const RECORD = `INSERT INTO ${MIGRATION_TABLE} ("timestamp", name, checksum) VALUES ($1, $2, $3)`

const NO_SUCH_TABLE = '42P01'
const NUMBER_AT_END = /\d{13}$/

interface Migration {
  name: string
  checksum: string
  make: () => MigrationInterface
}

/**
 * Brings the database up to the present schema. Several nodes may do so at once: one works, the others wait.
 * @param newClient makes a session that may wait for the lock without a time limit
 * @returns names of the migrations applied just now
 * @throws {ChangedMigration}
 */
export async function migrate(
  dataSource: DataSource,
  newClient: () => Promise<pg.Client>,
  log: Log,
  classes: readonly (new () => MigrationInterface)[] = MIGRATIONS,
): Promise<string[]> {
  const migrations = await Promise.all(classes.map(describe))
  if (pendingOf(migrations, await appliedTo(dataSource), log).length === 0) return []
  const session = await newClient()
  try {
    await session.query('SET statement_timeout = 0')
    await session.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    await dataSource.query(CREATE_TABLE)
    const pending = pendingOf(migrations, await appliedTo(dataSource), log)
    for (const migration of pending) await apply(dataSource, migration, log)
    return pending.map(({ name }) => name)
  } finally {
    await session.end()
  }
}

/** The checksum of a migration: of the statements it issues, whatever its source text looks like. */
async function describe(migration: new () => MigrationInterface): Promise<Migration> {
  if (!NUMBER_AT_END.test(migration.name)) throw new Error(`${migration.name} does not end in 13 digits`)
  const statements: string[] = []
  const recorder = { query: (text: string) => (statements.push(text), Promise.resolve([])) }
  await new migration().up(recorder as unknown as QueryRunner)
  const checksum = createHash('sha256').update(JSON.stringify(statements)).digest('hex')
  return { name: migration.name, checksum, make: () => new migration() }
}

async function appliedTo(dataSource: DataSource): Promise<Map<string, string>> {
  try {
    const rows: { name: string; checksum: string }[] = await dataSource.query(
      `SELECT name, checksum FROM ${MIGRATION_TABLE}`,
    )
    return new Map(rows.map(({ name, checksum }) => [name, checksum]))
  } catch (error) {
    if ((error as { code?: string }).code === NO_SUCH_TABLE) return new Map()
    throw error
  }
}

function pendingOf(migrations: Migration[], applied: Map<string, string>, log: Log): Migration[] {
  for (const { name, checksum } of migrations) {
    if (applied.has(name) && applied.get(name) !== checksum) throw new ChangedMigration(name)
  }
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = [...applied.keys()].filter((name) => !known.has(name))
  // A newer release expands the schema before this one goes; it must be able to run on until then.
  if (unknown.length > 0) log.warn({ migrations: unknown }, 'the database was migrated by a newer release')
  return migrations.filter(({ name }) => !applied.has(name))
}

async function apply(dataSource: DataSource, { name, checksum, make }: Migration, log: Log): Promise<void> {
  const runner = dataSource.createQueryRunner()
  try {
    await runner.startTransaction()
    await runner.query('SET LOCAL statement_timeout = 0')
    await make().up(runner)
    await runner.query(RECORD, [Number(NUMBER_AT_END.exec(name)![0]), name, checksum])
    await runner.commitTransaction()
  } catch (error) {
    await runner.rollbackTransaction()
    throw error
  } finally {
    await runner.release()
  }
  log.info({ name }, 'migrated the database')
}
