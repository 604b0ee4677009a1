import type { BackupRunStore, RecordedRun } from '../../src/backup/making/backup-run.store.js'
import { PgBackupRunStore } from '../../src/backup/making/pg-backup-run.store.js'
import { TestDatabase } from '../support/test-database.js'

const IMPLEMENTATIONS: [string, (database: TestDatabase) => BackupRunStore][] = [
  ['PgBackupRunStore', ({ db }) => new PgBackupRunStore(db)],
]
const run = (year: number, more: Partial<RecordedRun> = {}): RecordedRun => ({
  ...{
    kind: 'backup',
    place: '/backups',
    backupId: 'x',
    succeeded: true,
    bytes: 5_000_000_000,
    note: undefined,
  },
  startedAt: new Date(Date.UTC(year, 0, 1)),
  endedAt: new Date(Date.UTC(year, 0, 2)),
  ...more,
})

let database: TestDatabase
beforeAll(async () => {
  database = await TestDatabase.open()
})
afterAll(() => database?.close())

describe.each(IMPLEMENTATIONS)('BackupRunStore: %s', (_name, make) => {
  let store: BackupRunStore
  beforeAll(() => {
    store = make(database)
  })

  it('knows the newest run of a kind, and the newest that went well', async () => {
    expect(await store.last('backup')).toBeUndefined()
    const good = run(2026)
    const failed = run(2026, {
      startedAt: new Date(Date.UTC(2026, 5, 1)),
      succeeded: false,
      bytes: undefined,
      backupId: undefined,
      note: 'no',
    })
    await store.add(good)
    await store.add(failed)
    expect(await store.last('backup')).toEqual(failed)
    expect(await store.last('backup', { succeeded: true })).toEqual(good)
    expect(await store.last('drill')).toBeUndefined()
  })

  it('forgets what is more than a year past', async () => {
    await store.add(run(2030))
    expect(await database.rows('SELECT FROM backup_run')).toHaveLength(1)
  })
})
