import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ArchiveReader } from '../../src/backup/archive/archive-reader.js'
import { ArchiveWriter } from '../../src/backup/archive/archive-writer.js'
import { MANIFEST_FORMAT, type Manifest } from '../../src/backup/archive/manifest.js'
import { BackupKeys } from '../../src/backup/format/backup-keys.js'
import { DatabaseSnapshot } from '../../src/backup/making/database-snapshot.js'
import { TableArchive } from '../../src/backup/making/table-archive.js'
import { loadDatabase } from '../../src/backup/restoring/database-load.js'
import type { BackupPlace } from '../../src/backup/store/backup-places.js'
import { DiskBackupStore } from '../../src/backup/store/disk-backup.store.js'
import { MIGRATIONS } from '../../src/database/migrations.js'
import { Log, SystemRandom } from '../../src/telemetry/index.js'
import { eventually } from '../support/eventually.js'
import { createDatabase, type EmptyDatabase, TestDatabase } from '../support/test-database.js'

const ID = '20261128T000000Z-abcdef'
const random = new SystemRandom()
const PIDS_LEFT = 'SELECT pid FROM pg_stat_activity WHERE pid = ANY ($1)'
const nothing = async () => undefined

let directory: string
let database: TestDatabase
let target: EmptyDatabase
let place: BackupPlace
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'guildhall-snapshot-'))
  place = { store: new DiskBackupStore(directory, random), keys: new BackupKeys('a passphrase of the tests') }
})
afterAll(() => rm(directory, { recursive: true, force: true }))
beforeEach(async () => {
  database = await TestDatabase.open()
  target = await createDatabase({ migrated: false })
})
afterEach(async () => {
  await database?.close()
  await target?.drop()
})

const report = (text: string) =>
  database.rows(
    `INSERT INTO report (reporter, reason_type, content, created_at, forwarding) VALUES ('a', 'b', $1, now(), 'none')`,
    [text],
  )

/** Archives a database, with `during` in the middle of it. */
async function archive(during: () => Promise<unknown> = nothing): Promise<ArchiveReader> {
  const snapshot = await DatabaseSnapshot.take(database.db)
  try {
    const key = await place.keys.of(Buffer.alloc(16))
    const writer = new ArchiveWriter(place.store, key, ID, random)
    await during()
    const { tables, blobs } = await new TableArchive(snapshot, writer, () => undefined).run()
    const sequences = await snapshot.release()
    const manifest: Manifest = {
      ...{ format: MANIFEST_FORMAT, id: ID, version: '1', publicUrl: '', secrets: [], tables, sequences },
      ...{ ...snapshot.facts, madeAt: snapshot.facts.madeAt.toISOString() },
      blobs: { parts: blobs, count: 0, bytes: 0, lost: [] },
    }
    return ArchiveReader.of(place, key, manifest)
  } finally {
    await snapshot.end()
  }
}

/** Rows of the database that was loaded. */
async function loaded<R>(text: string): Promise<R[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client(target.source.connection)
  await client.connect()
  try {
    return (await client.query(text)).rows as R[]
  } finally {
    await client.end()
  }
}

describe('a snapshot', () => {
  it('has what was there, and nothing of what comes later', async () => {
    await report('before')
    const reader = await archive(async () => {
      await report('during')
      await database.rows('DELETE FROM report WHERE content = $1', ['before'])
    })
    await loadDatabase(target.source, reader, Log.silent(), nothing)
    expect(await loaded('SELECT content FROM report')).toEqual([{ content: 'before' }])
  })

  it('has every table that keeps something, and no other', async () => {
    const { tables } = (await archive()).manifest
    const kept = await database.rows<{ name: string }>(
      `SELECT relname::text AS name FROM pg_class
        WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relpersistence = 'p'
          AND relname <> 'schema_migration' ORDER BY relname COLLATE "C"`,
    )
    expect(tables.map(({ name }) => name)).toEqual(kept.map(({ name }) => name))
    expect(tables.map(({ name }) => name)).not.toContain('rate_limit_window')
  })

  it('is read by few connections, which are gone when it is let go', async () => {
    const snapshot = await DatabaseSnapshot.take(database.db)
    const reader = () =>
      snapshot.read(async (copy) =>
        Number((await buffer(copy('COPY (SELECT pg_backend_pid()) TO STDOUT'))).toString()),
      )
    const atOnce = await Promise.all([reader(), reader()])
    const failing = snapshot.read(async (copy) => {
      // It has a piece of the rows, and leaves the rest.
      for await (const _ of copy('COPY (SELECT generate_series(1, 100000)) TO STDOUT')) {
        throw new Error('the disk is full')
      }
    })
    await expect(failing).rejects.toThrow('the disk is full')
    const left = async () => (await database.rows(PIDS_LEFT, [atOnce])).length
    await eventually(async () => (await left()) === 1, 'the reader that failed is gone')
    const later = [await reader(), await reader()]
    expect(new Set(atOnce).size).toBe(2)
    expect(later).toEqual([later[0], later[0]])
    expect(atOnce).toContain(later[0])
    await snapshot.release()
    await eventually(async () => (await left()) === 0, 'no reader is left')
    await snapshot.end()
  })

  it('is the only one of its database', async () => {
    const snapshot = await DatabaseSnapshot.take(database.db)
    await expect(DatabaseSnapshot.take(database.db)).rejects.toMatchObject({ code: 'BackupUnderWay' })
    await snapshot.end()
    await (await DatabaseSnapshot.take(database.db)).end()
  })

  it('is known to be lost when its connection was', async () => {
    const snapshot = await DatabaseSnapshot.take(database.db)
    await snapshot.assertHeld()
    await database.rows(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = ${0x6261636b}`,
    )
    await expect(snapshot.assertHeld()).rejects.toMatchObject({ code: 'SnapshotLost' })
    await snapshot.end()
  })
})

describe('a database that is loaded', () => {
  it('gives numbers that nobody has', async () => {
    for (const n of [1, 2, 3]) await report(String(n))
    await loadDatabase(target.source, await archive(), Log.silent(), nothing)
    const [row] = await loaded<{ id: string }>(
      `INSERT INTO report (reporter, reason_type, content, created_at, forwarding)
       VALUES ('a', 'b', 'c', now(), 'none') RETURNING id`,
    )
    expect(Number(row!.id)).toBe(4)
  })

  it('takes the place of whatever was there, guards and functions included', async () => {
    await report('one')
    const reader = await archive()
    for (let time = 0; time < 2; time++) await loadDatabase(target.source, reader, Log.silent(), nothing)
    expect(await loaded('SELECT content FROM report')).toEqual([{ content: 'one' }])
    const before = await database.rows(
      'SELECT tgname::text, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1',
    )
    expect(
      await loaded('SELECT tgname::text, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1'),
    ).toEqual(before)
  })

  it('is brought to the schema of this release, if the backup is of an earlier one', async () => {
    await database.rows('INSERT INTO event_pending (event_id) VALUES (7)')
    const reader = await archive()
    // As a release had it that knew nothing of reports, and of all that came later: tables have had these columns ever since.
    const { manifest } = reader
    const early = MIGRATIONS.slice(0, 11).map(({ name }) => name)
    const known = new Set(['account_draft', 'event_pending'])
    const tables = manifest.tables.filter(({ name }) => known.has(name))
    const key = await place.keys.of(Buffer.alloc(16))
    const older = ArchiveReader.of(place, key, { ...manifest, migrations: early, tables, sequences: {} })
    await loadDatabase(target.source, older, Log.silent(), nothing)
    const [{ count }] = (await loaded<{ count: string }>('SELECT count(*) FROM schema_migration')) as [
      { count: string },
    ]
    expect(Number(count)).toBe(MIGRATIONS.length)
    expect(await loaded('SELECT event_id FROM event_pending')).toEqual([{ event_id: '7' }])
    expect(await loaded('SELECT FROM report')).toEqual([])
  })

  it('stays as it was, if the backup is of a later release', async () => {
    const reader = await archive()
    const key = await place.keys.of(Buffer.alloc(16))
    const migrations = [...reader.manifest.migrations, 'Wonders0000000000999']
    const newer = ArchiveReader.of(place, key, { ...reader.manifest, migrations })
    const loading = loadDatabase(target.source, newer, Log.silent(), nothing)
    await expect(loading).rejects.toMatchObject({ code: 'BackupTooNew' })
    expect(await loaded(`SELECT FROM pg_tables WHERE schemaname = 'public'`)).toEqual([])
  })

  it('is empty when something goes wrong at the end', async () => {
    await report('one')
    const failing = loadDatabase(target.source, await archive(), Log.silent(), async () => {
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await loaded(`SELECT FROM pg_tables WHERE schemaname = 'public'`)).toEqual([])
  })

  it('is not loaded with other numbers of rows than were read', async () => {
    await report('one')
    const reader = await archive()
    const key = await place.keys.of(Buffer.alloc(16))
    const tables = reader.manifest.tables.map((table) => ({
      ...table,
      rows: table.name === 'report' ? 2 : table.rows,
    }))
    const other = ArchiveReader.of(place, key, { ...reader.manifest, tables })
    const loading = loadDatabase(target.source, other, Log.silent(), nothing)
    await expect(loading).rejects.toMatchObject({ code: 'BackupDamaged' })
  })
})
