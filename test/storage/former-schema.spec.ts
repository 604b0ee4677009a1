import pg from 'pg'
import type { ArchiveReader } from '../../src/backup/archive/archive-reader.js'
import type { BackupConfig } from '../../src/backup/backup.config.js'
import { BackupDamaged, DatabaseNotEmpty } from '../../src/backup/backup.errors.js'
import { loadDatabase, type LoadStep } from '../../src/backup/restoring/database-load.js'
import type { RelayNumbers } from '../../src/backup/restoring/relay-numbers.js'
import { RestoredDatabase } from '../../src/backup/restoring/restored-database.js'
import { openWithEntities } from '../../src/database/data-source.js'
import { RestoreUnfinished } from '../../src/database/database.errors.js'
import { forgetAside, isAside, makeSchema, putBack, setAside } from '../../src/database/index.js'
import { MIGRATIONS } from '../../src/database/migrations.js'
import { Log, SystemClock } from '../../src/telemetry/index.js'
import { schemaText } from '../../scripts/documents/schema.mjs'
import { TestDatabase } from '../support/test-database.js'

/** A binary COPY without rows: signature, flags, length of what extends it, and the mark of the end. */
const NO_ROWS = Buffer.concat([
  Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
  Buffer.alloc(8),
  Buffer.from('ffff', 'hex'),
])
const PLANTED = new Error('planted')

let database: TestDatabase
let client: pg.Client
beforeEach(async () => {
  database = await TestDatabase.open()
  client = new pg.Client(database.source.connection)
  await client.connect()
  await signUp('former')
  await client.query(
    'CREATE SCHEMA bullmq; CREATE TABLE bullmq.job (id text); INSERT INTO bullmq.job VALUES (1)',
  )
})
afterEach(async () => {
  await client.end()
  await database.close()
})

async function signUp(name: string): Promise<void> {
  await client.query(
    `INSERT INTO account (did, handle, email, created_at, status)
     VALUES ('did:plc:${name}', '${name}.test', '${name}@example.com', now(), 'active')`,
  )
}

const isLeft = () => isAside(async (text) => (await client.query(text)).rows)
const schema = () => schemaText(async (text) => (await client.query(text)).rows)
const accounts = () => database.rows<{ handle: string }>('SELECT handle FROM account ORDER BY handle')
const jobs = () => database.rows('SELECT id FROM bullmq.job')
const makeAnother = () => makeSchema(database.source, Log.silent())

/** A backup of as many accounts as are said, of which it has none. */
function backupOf(rows: number): ArchiveReader {
  const tables = [{ name: 'account', columns: ['did'], rows }]
  const manifest = { migrations: MIGRATIONS.map(({ name }) => name), tables, sequences: {}, version: '1' }
  return {
    manifest,
    async *table() {
      yield NO_ROWS
    },
  } as unknown as ArchiveReader
}

let undone: number
/** @param step what goes with the rows */
function load(rows: number, step: LoadStep = async () => undefined): Promise<void> {
  undone = 0
  return loadDatabase(database.source, backupOf(rows), Log.silent(), step, () => undone++)
}

describe('what a restore replaces', () => {
  it('is put aside, and back as it was', async () => {
    const before = await schema()
    await setAside(client)
    expect(
      await client.query("SELECT to_regclass('account') AS account, to_regclass('bullmq.job') AS job"),
    ).toMatchObject({
      rows: [{ account: null, job: null }],
    })
    await makeAnother()
    await signUp('another')
    expect(await accounts()).toEqual([{ handle: 'another.test' }])
    await putBack(client)
    expect(await schema()).toBe(before)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
    expect(await jobs()).toEqual([{ id: '1' }])
    expect(await isLeft()).toBe(false)
  })

  it('is forgotten when it was replaced', async () => {
    const before = await schema()
    await load(0)
    expect(await schema()).toBe(before)
    expect(await accounts()).toEqual([])
    expect(await isLeft()).toBe(false)
    expect((await client.query("SELECT FROM pg_namespace WHERE nspname LIKE '%restore%'")).rowCount).toBe(0)
  })

  it.each<[string, number, () => Promise<void>, Error | typeof BackupDamaged]>([
    ['the rows of a backup', 1, async () => undefined, BackupDamaged],
    ['what comes after them', 0, () => Promise.reject(PLANTED), PLANTED],
  ])('is back when %s cannot be put in its place', async (_what, rows, step, error) => {
    const before = await schema()
    await expect(load(rows, step)).rejects.toThrow(error as Error)
    expect(undone).toBe(1)
    expect(await schema()).toBe(before)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
    expect(await jobs()).toEqual([{ id: '1' }])
  })

  it('is back when the session is lost meanwhile', async () => {
    const losing = load(0, async (session) => {
      await session.query('SELECT pg_terminate_backend(pg_backend_pid())')
    })
    await expect(losing).rejects.toThrow('terminating connection')
    expect(undone).toBe(1)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
  })

  it('is replaced when only the answer to the end of it is lost', async () => {
    await load(0, async (session) => {
      const query = session.query.bind(session) as (text: string) => Promise<unknown>
      const losing = async (text: string) => {
        await query(text)
        if (text === 'COMMIT') throw PLANTED
      }
      Object.assign(session, { query: losing })
    })
    expect(await accounts()).toEqual([])
    expect(undone).toBe(0)
  })
})

describe('a restore that was interrupted', () => {
  const restored = () =>
    new RestoredDatabase(
      database.source,
      {} as RelayNumbers,
      {} as BackupConfig,
      new SystemClock(),
      Log.silent(),
    )
  const claim = (replaces: boolean) => restored().claim(replaces, accounts)

  beforeEach(async () => {
    await setAside(client)
    await makeAnother()
  })

  it('keeps servers from starting', async () => {
    const open = () => openWithEntities([], database.source, { poolSize: 1 }, Log.silent())
    await expect(open()).rejects.toThrow(RestoreUnfinished)
    await putBack(client)
    await (await open()).destroy()
  })

  it('is undone on demand', async () => {
    expect(await restored().undo()).toBe(true)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
    expect(await restored().undo()).toBe(false)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
  })

  it('is undone by the next one', async () => {
    await expect(claim(false)).rejects.toThrow(DatabaseNotEmpty)
    expect(await accounts()).toEqual([{ handle: 'former.test' }])
    expect(await claim(true)).toEqual([{ handle: 'former.test' }])
  })

  it('is not undone where somebody has joined since', async () => {
    await signUp('later')
    await expect(claim(false)).rejects.toThrow(DatabaseNotEmpty)
    expect(await claim(true)).toEqual([{ handle: 'later.test' }])
    await setAside(client)
    await putBack(client)
    expect(await accounts()).toEqual([{ handle: 'later.test' }])
    await forgetAside(client)
  })
})
