import { DataSource } from 'typeorm'
import type { Log } from '../telemetry/index.js'
import { connect, dataSourceOptions } from './data-source.js'
import type { DatabaseSource } from './database-source.js'
import { MIGRATIONS } from './migrations.js'
import { migrate } from './migrator.js'

/** For a few statements one after the other. */
const POOL_SIZE = 2

/** Which of these migrations this release does not have. */
export function unknownMigrations(names: readonly string[]): string[] {
  const known = new Set(MIGRATIONS.map(({ name }) => name))
  return names.filter((name) => !known.has(name))
}

/**
 * Brings a database to the present schema, or to that of an earlier release.
 * @param only names of the migrations that one had applied
 * @throws {ChangedMigration}
 */
export async function makeSchema(source: DatabaseSource, log: Log, only?: readonly string[]): Promise<void> {
  const options = dataSourceOptions(source, { poolSize: POOL_SIZE }, log)
  const dataSource = await new DataSource({ ...options, entities: [] }).initialize()
  const classes = only ? MIGRATIONS.filter(({ name }) => only.includes(name)) : MIGRATIONS
  try {
    await migrate(dataSource, () => connect(source), log, classes)
  } finally {
    await dataSource.destroy()
  }
}
