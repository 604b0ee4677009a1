// A PostgreSQL for a run of the tests, with a migrated database. The built server's own supervisor drives it, as this file
// is not compiled; so it builds what is stale first.
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from '../../scripts/build.mjs'
import { useQuickDirectory } from './quick-directory.mjs'

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'modules')
/** The id of the process of jest follows. */
const DIRECTORY_PREFIX = 'guildhall-jest-'
const REMOVAL = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }
const UNDO = Symbol.for('guildhall.jest-undo')

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

/**
 * Makes and starts one; it is stopped and removed when the tests are over.
 * @returns {Promise<{ directory: string, postgres: object }>} its own directory, and what drives it
 */
export async function startCluster() {
  useQuickDirectory()
  await build()
  const { EmbeddedPostgres } = await load('database/embedded/embedded-postgres.js')
  const { Log } = await load('telemetry/index.js')
  const log = Log.silent()
  await sweep()
  const place = await mkdtemp(join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`))
  // As root, PostgreSQL runs as another account, which must reach its files.
  await chmod(place, 0o755)
  const directory = join(place, 'postgres')
  const postgres = new EmbeddedPostgres(directory, { sharedBuffersMb: 64, durable: false }, log)
  onEnd(() => rm(place, REMOVAL))
  onEnd(() => postgres.stop())
  await postgres.start()
  await migrate(postgres.connection, log)
  return { directory, postgres }
}

/** What is to be done when the tests are over, the last one first. */
function onEnd(undo) {
  ;(globalThis[UNDO] ??= []).unshift(undo)
}

/** Ends what was begun. */
export async function endAll() {
  for (const undo of globalThis[UNDO] ?? []) await undo()
  globalThis[UNDO] = []
}
