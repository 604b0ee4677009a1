import type pg from 'pg'
import {
  connect,
  copyInStream,
  type DatabaseSource,
  forgetAside,
  isAside,
  makeSchema,
  putBack,
  setAside,
  unknownMigrations,
} from '../../database/index.js'
import type { Log } from '../../telemetry/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import type { ArchivedTable, Manifest } from '../archive/manifest.js'
import { BackupDamaged, BackupTooNew } from '../backup.errors.js'
import { withoutLimits } from '../long-session.js'
import { quotedName } from '../quoted-name.js'

/** A session whose restore was killed holds nothing any longer, whatever it was about to do. */
const ENDS_WITH_CLIENT = `SET client_connection_check_interval = '1s'`

/** What remains to be done with the rows, in the transaction that brings them. */
export type LoadStep = (client: pg.ClientBase) => Promise<void>

/** Refuses what a later release has made. @throws BackupTooNew */
export function refuseNewer({ migrations, version }: Manifest): void {
  const [unknown] = unknownMigrations(migrations)
  if (unknown)
    throw new BackupTooNew(`it was made by version ${version}, whose migration ${unknown} is unknown here`)
}

/**
 * Puts the rows of a backup in the place of whatever a database has, in one transaction, and brings them to the schema of
 * this release. When they cannot be put there, what the database had is back.
 * @param undone called when what `step` has done outside of the database has to be undone
 * @throws BackupDamaged, BackupTooNew, and what `step` throws; a migration that fails, when the rows are there already
 */
export async function loadDatabase(
  source: DatabaseSource,
  reader: ArchiveReader,
  log: Log,
  step: LoadStep,
  undone?: () => void,
): Promise<void> {
  refuseNewer(reader.manifest)
  const { migrations } = reader.manifest
  const client = await connect(source)
  try {
    await withoutLimits(client)
    await client.query(ENDS_WITH_CLIENT)
    await setAside(client)
    try {
      await makeSchema(source, log, migrations)
      await client.query('BEGIN')
      await loadRows(client, reader)
      await forgetAside(client)
      await step(client)
      await client.query('COMMIT')
      await client.query('ANALYZE')
    } catch (error) {
      if (await undo(source, client, log)) {
        undone?.()
        throw error
      }
    }
  } finally {
    await client.end()
  }
  await makeSchema(source, log)
}

/**
 * Puts back what the database had, in a session of its own: the one that failed may be gone. What cannot be put back now,
 * the next restore puts back.
 * @returns false when the rows are there for good: a session may be lost before it says so
 */
async function undo(source: DatabaseSource, failed: pg.ClientBase, log: Log): Promise<boolean> {
  await failed.query('ROLLBACK').catch(() => undefined)
  try {
    const client = await connect(source)
    try {
      await withoutLimits(client)
      if (!(await isAside(async (text) => (await client.query(text)).rows))) return false
      await putBack(client)
    } finally {
      await client.end()
    }
  } catch (error) {
    log.error({ err: error }, 'what the database had is still aside; the next restore puts it back first')
  }
  return true
}

async function loadRows(client: pg.ClientBase, reader: ArchiveReader): Promise<void> {
  const { tables, sequences } = reader.manifest
  // What guards rows against changes, or makes something of new ones, is not meant for rows that come back.
  await setTriggers(client, tables, 'DISABLE')
  // Migrations leave rows as well.
  await client.query(`TRUNCATE ${tables.map(({ name }) => quotedName(name)).join(', ')}`)
  for (const table of tables) await loadTable(client, reader, table)
  await setTriggers(client, tables, 'ENABLE')
  for (const [name, value] of Object.entries(sequences)) {
    if (value > 0) await client.query(`SELECT setval('public.${quotedName(name)}', $1::int8)`, [value])
  }
}

async function setTriggers(
  client: pg.ClientBase,
  tables: readonly ArchivedTable[],
  state: 'ENABLE' | 'DISABLE',
): Promise<void> {
  for (const { name } of tables) await client.query(`ALTER TABLE ${quotedName(name)} ${state} TRIGGER USER`)
}

async function loadTable(client: pg.ClientBase, reader: ArchiveReader, table: ArchivedTable): Promise<void> {
  const columns = table.columns.map(quotedName).join(', ')
  const statement = `COPY ${quotedName(table.name)} (${columns}) FROM STDIN BINARY`
  const rows = await copyInStream(client, statement, reader.table(table))
  if (rows === table.rows) return
  throw new BackupDamaged(`the table ${table.name}`, `it has ${rows} rows, and should have ${table.rows}`)
}
