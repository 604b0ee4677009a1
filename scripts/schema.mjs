// Writes migrations/schema.sql: the schema after all migrations, as one can read it in a review. It runs them on a
// PostgreSQL of its own, so it builds first. `--check` writes nothing and fails when the file is stale.
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { schemaText } from './documents/schema.mjs'

const ROOT = join(import.meta.dirname, '..')
const FILE = join(ROOT, 'migrations/schema.sql')

const load = (file) => import(pathToFileURL(join(ROOT, 'dist', 'modules', file)).href)

async function readSchema(directory) {
  const { EmbeddedPostgres } = await load('database/embedded/embedded-postgres.js')
  const { openWithEntities } = await load('database/data-source.js')
  const { Log } = await load('telemetry/index.js')
  const log = Log.silent()
  const choices = { sharedBuffersMb: 32, durable: false }
  const postgres = new EmbeddedPostgres(join(directory, 'postgres'), choices, log)
  await postgres.start()
  try {
    const source = { connection: postgres.connection }
    const dataSource = await openWithEntities([], source, { poolSize: 2 }, log)
    const text = await schemaText((statement) => dataSource.query(statement))
    await dataSource.destroy()
    return text
  } finally {
    await postgres.stop()
  }
}

await build()
const directory = await mkdtemp(join(tmpdir(), 'guildhall-schema-'))
try {
  // As root, PostgreSQL runs as another account, which must reach its files.
  await chmod(directory, 0o755)
  const text = await readSchema(directory)
  const isFresh = (await readFile(FILE, 'utf8').catch(() => undefined)) === text
  const isCheck = process.argv.includes('--check')
  if (!isFresh && !isCheck) await writeFile(FILE, text)
  console.log(`migrations/schema.sql ${isFresh ? 'is fresh' : isCheck ? 'is stale' : 'written'}`)
  process.exitCode = isCheck && !isFresh ? 1 : 0
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
