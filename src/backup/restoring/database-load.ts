import type pg from 'pg'
import {
  connect,
  copyInStream,
  type DatabaseSource,
  makeSchema,
  unknownMigrations,
} from '../../database/index.js'
import type { Log } from '../../telemetry/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import type { ArchivedTable, Manifest } from '../archive/manifest.js'
import { BackupDamaged, BackupTooNew } from '../backup.errors.js'
import { withoutLimits } from '../long-session.js'
import { quotedName } from '../quoted-name.js'

/** The queues of background work belong to what was there before: what is due is scheduled anew. */
const QUEUES = 'bullmq'

const DROP_ALL = `
  DO $$ DECLARE present record; BEGIN
    FOR present IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
      EXECUTE format('DROP TABLE public.%I CASCADE', present.tablename);
    END LOOP;
    FOR present IN
      SELECT routine.oid::regprocedure AS signature FROM pg_proc routine
       WHERE routine.pronamespace = 'public'::regnamespace AND routine.proowner = current_user::regrole
         AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = routine.oid AND deptype = 'e')
    LOOP
      EXECUTE format('DROP ROUTINE %s CASCADE', present.signature);
    END LOOP;
    DROP SCHEMA IF EXISTS ${QUEUES} CASCADE;
  END $$`

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
 * this release. When it fails, the database is empty.
 * @throws BackupDamaged, BackupTooNew, and what `step` throws
 */
export async function loadDatabase(
  source: DatabaseSource,
  reader: ArchiveReader,
  log: Log,
  step: LoadStep,
): Promise<void> {
  refuseNewer(reader.manifest)
  const { migrations } = reader.manifest
  const client = await connect(source)
  try {
    await withoutLimits(client)
    await client.query(DROP_ALL)
    await makeSchema(source, log, migrations)
    await client.query('BEGIN')
    await loadRows(client, reader)
    await step(client)
    await client.query('COMMIT')
    await client.query('ANALYZE')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    await client.query(DROP_ALL).catch(() => undefined)
    throw error
  } finally {
    await client.end()
  }
  await makeSchema(source, log)
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
