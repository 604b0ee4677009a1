// One PostgreSQL for all suites of a run, with a migrated database that suites copy (test/support/test-database.ts).
// The built server's own supervisor drives it, as this file is not compiled; so it builds what is stale first.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from '../../scripts/build.mjs'

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'modules')
/** The id of the process of jest follows. */
const DIRECTORY_PREFIX = 'guildhall-jest-'
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }

const load = (file) => import(pathToFileURL(join(BUILT, file)).href)

function isAlive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** At once; what it has written is thrown away. */
async function killDatabase(directory) {
  const text = await readFile(join(directory, 'postgres/cluster/postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  if (pid > 0 && isAlive(pid)) process.kill(pid, 'SIGQUIT')
}

/** Runs that were killed could not clean up. */
async function sweep() {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(name.startsWith(DIRECTORY_PREFIX) && name.slice(DIRECTORY_PREFIX.length).split('-')[0])
    if (!(pid > 0) || isAlive(pid)) continue
    await killDatabase(join(tmpdir(), name))
    await rm(join(tmpdir(), name), REMOVAL)
  }
}

async function migrate(connection, log) {
  const { openWithEntities } = await load('database/data-source.js')
  const dataSource = await openWithEntities([], { connection }, { poolSize: 2 }, log)
  await dataSource.destroy()
}

export default async function setUp() {
  await build()
  const { EmbeddedPostgres } = await load('database/embedded/embedded-postgres.js')
  const { Log } = await load('telemetry/index.js')
  const log = Log.silent()
  await sweep()
  const directory = await mkdtemp(join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`))
  // As root, PostgreSQL runs as another account, which must reach its files.
  await chmod(directory, 0o755)
  const postgres = new EmbeddedPostgres(
    join(directory, 'postgres'),
    { sharedBuffersMb: 64, durable: false },
    log,
  )
  globalThis[Symbol.for('guildhall.jest-database')] = async () => {
    await postgres.stop()
    await rm(directory, REMOVAL)
  }
  await postgres.start()
  await migrate(postgres.connection, log)
  process.env.GUILDHALL_TEST_DATABASE = JSON.stringify(postgres.connection)
}
