import { jest } from '@jest/globals'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { EmbeddedPostgres } from '../../src/database/embedded/embedded-postgres.js'
import { EmbeddedProblem } from '../../src/database/embedded/embedded-problem.js'
import { Log } from '../../src/telemetry/index.js'

const execute = promisify(execFile)
const OWNER = join(import.meta.dirname, '..', 'support', 'database-owner.mjs')
const CHOICES = { sharedBuffersMb: 16, durable: true }
const POLL_MS = 20
const WAIT_MAX_MS = 40_000
const TEST_MAX_MS = 60_000

let root: string
let directory: string
let sample: string
let databases: EmbeddedPostgres[]
let owners: ChildProcess[]

jest.setTimeout(TEST_MAX_MS)

async function temporaryDirectory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'guildhall-embedded-'))
  // As root, PostgreSQL runs as another account, which must reach its files.
  await chmod(made, 0o755)
  return made
}
const remove = (path: string) => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })

/** Puts a stopped cluster in place: copied, as making one takes long. */
async function copySample(): Promise<void> {
  await execute('cp', ['-a', join(sample, 'postgres'), directory])
}

beforeAll(async () => {
  sample = await temporaryDirectory()
  const database = new EmbeddedPostgres(
    join(sample, 'postgres'),
    { ...CHOICES, durable: false },
    Log.silent(),
  )
  await database.start()
  await database.stop()
})
afterAll(() => remove(sample))
beforeEach(async () => {
  databases = []
  owners = []
  root = await temporaryDirectory()
  directory = join(root, 'postgres')
})
afterEach(async () => {
  for (const owner of owners) owner.kill('SIGKILL')
  for (const database of databases) await database.stop()
  const left = await postmasterPid()
  if (left !== undefined) kill(left, 'SIGQUIT')
  await remove(root)
})

function make(): EmbeddedPostgres {
  const database = new EmbeddedPostgres(directory, CHOICES, Log.silent())
  databases.push(database)
  return database
}

/** Another process that looks after the database, and how its start went. */
async function startOwner(): Promise<{ owner: ChildProcess; report: unknown }> {
  const owner = spawn(process.execPath, [OWNER, directory], { stdio: ['ignore', 'pipe', 'inherit'] })
  owners.push(owner)
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  return { owner, report: JSON.parse(line.toString()) }
}

async function end(owner: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  const ended = once(owner, 'exit')
  owner.kill(signal)
  await ended
}

async function query<R extends object>({ connection }: EmbeddedPostgres, text: string): Promise<R[]> {
  const client = new pg.Client(connection)
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<R>(text)).rows
  } finally {
    await client.end()
  }
}
const write = (database: EmbeddedPostgres) => query(database, `CREATE TABLE kept AS SELECT 'kept' AS word`)
const kept = (database: EmbeddedPostgres) => query<{ word: string }>(database, 'SELECT word FROM kept')

async function postmasterPid(): Promise<number | undefined> {
  const text = await readFile(join(directory, 'cluster/postmaster.pid'), 'utf8').catch(() => '')
  return Number.parseInt(text, 10) || undefined
}

function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Gone already.
  }
}

/** Asks until the answer is yes. */
async function until(is: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS
  while (!(await is().catch(() => false))) {
    if (performance.now() > deadline) throw new Error('waited in vain')
    await sleep(POLL_MS)
  }
}

describe('the cluster', () => {
  it('is made at the first start, and found at the next', async () => {
    const first = make()
    expect(await first.start()).toEqual({ fresh: true, adopted: false })
    await write(first)
    await first.stop()
    expect(await postmasterPid()).toBeUndefined()
    const second = make()
    expect(await second.start()).toEqual({ fresh: false, adopted: false })
    expect(await kept(second)).toEqual([{ word: 'kept' }])
  })

  it('half made by a process that was killed, is made anew', async () => {
    await mkdir(join(directory, 'cluster.new', 'base'), { recursive: true })
    expect(await make().start()).toEqual({ fresh: true, adopted: false })
  })
})

describe('the embedded PostgreSQL', () => {
  beforeEach(copySample)

  it('is reached by its socket only, and lets nobody else see its files', async () => {
    const database = make()
    await database.start()
    expect(await query(database, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '' }])
    for (const path of ['cluster', 'run']) {
      const { mode, uid } = await stat(join(directory, path))
      expect(mode & 0o077).toBe(0)
      expect(uid === 0).toBe(false)
    }
  })

  it('waits for the disk, has checksums, and orders text by its bytes', async () => {
    const database = make()
    await database.start()
    const settings = ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']
    for (const name of settings) expect(await query(database, `SHOW ${name}`)).toEqual([{ [name]: 'on' }])
    expect(await query(database, `SELECT 'a' < 'B' AS is_language`)).toEqual([{ is_language: false }])
  })

  it('has its socket elsewhere when the way to it is too long', async () => {
    directory = join(root, 'd'.repeat(100), 'postgres')
    await mkdir(join(root, 'd'.repeat(100)))
    await copySample()
    const database = make()
    await database.start()
    const { host } = database.connection
    expect(host!.length).toBeLessThan(directory.length)
    expect(await query(database, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    await database.stop()
    await rm(host!, { recursive: true })
  })

  it('stops although somebody is connected', async () => {
    const database = make()
    await database.start()
    const client = new pg.Client(database.connection)
    client.on('error', () => undefined)
    await client.connect()
    const closed = new Promise((resolve) => client.once('end', () => resolve(undefined)))
    await database.stop()
    await closed
    expect(await postmasterPid()).toBeUndefined()
  })

  it('is started again when it dies', async () => {
    const database = make()
    await database.start()
    await write(database)
    const killed = (await postmasterPid())!
    kill(killed, 'SIGKILL')
    await until(async () => (await kept(database)).length === 1 && (await postmasterPid()) !== killed)
  })
})

describe('the embedded PostgreSQL of a process that was killed', () => {
  beforeEach(copySample)

  it('is taken over as it runs', async () => {
    const { owner, report } = await startOwner()
    expect(report).toEqual({ fresh: false, adopted: false })
    const running = await postmasterPid()
    await end(owner, 'SIGKILL')
    const database = make()
    expect(await database.start()).toEqual({ fresh: false, adopted: true })
    expect(await postmasterPid()).toBe(running)
    await write(database)
    await database.stop()
    expect(await postmasterPid()).toBeUndefined()
  })

  it('taken over, is started again when it dies', async () => {
    const { owner } = await startOwner()
    await end(owner, 'SIGKILL')
    const database = make()
    await database.start()
    await write(database)
    const killed = (await postmasterPid())!
    kill(killed, 'SIGKILL')
    await until(async () => (await kept(database)).length === 1 && (await postmasterPid()) !== killed)
  })

  it('is recovered when it was killed as well', async () => {
    const { owner } = await startOwner()
    const database = make()
    await database.start()
    await write(database)
    await end(owner, 'SIGKILL')
    kill((await postmasterPid())!, 'SIGKILL')
    const again = make()
    expect(await again.start()).toEqual({ fresh: false, adopted: false })
    expect(await kept(again)).toEqual([{ word: 'kept' }])
  })
})

describe('the embedded PostgreSQL of a process that lives', () => {
  beforeEach(copySample)

  it('is used, and left to its owner', async () => {
    const { owner } = await startOwner()
    const database = make()
    expect(await database.start()).toEqual({ fresh: false, adopted: true })
    await write(database)
    await database.stop()
    expect(await kept(database)).toEqual([{ word: 'kept' }])
    await end(owner, 'SIGTERM')
    expect(await postmasterPid()).toBeUndefined()
  })
})

describe('a cluster that cannot be used', () => {
  beforeEach(copySample)

  it('of another PostgreSQL release is refused, and not touched', async () => {
    const file = join(directory, 'cluster/PG_VERSION')
    await writeFile(file, '15\n')
    const attempt = make().start()
    await expect(attempt).rejects.toThrow(EmbeddedProblem)
    await expect(attempt).rejects.toThrow(
      /made by PostgreSQL 15[\s\S]*brings PostgreSQL 18[\s\S]*PDS_DATABASE_URL/,
    )
    expect(await readFile(file, 'utf8')).toBe('15\n')
  })

  it('that does not start is said to be so, with the words of PostgreSQL', async () => {
    await writeFile(join(directory, 'cluster/postgresql.conf'), 'no_such_setting = 1\n')
    await expect(make().start()).rejects.toThrow('no_such_setting')
  })
})
