// Starts the embedded PostgreSQL in a directory, says how that went, and stays until it is killed; SIGTERM stops the
// database in order. For tests that need an owner other than themselves.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'modules')
const load = (file) => import(pathToFileURL(join(BUILT, file)).href)

const { EmbeddedPostgres } = await load('database/embedded/embedded-postgres.js')
const { Log } = await load('telemetry/index.js')
const choices = { sharedBuffersMb: 16, durable: true }
const postgres = new EmbeddedPostgres(process.argv[2], choices, Log.silent())
const report = await postgres.start()
process.on('SIGTERM', () => void postgres.stop().then(() => process.exit(0)))
process.stdout.write(`${JSON.stringify(report)}\n`)
setInterval(() => undefined, 60_000)
