// Starts the embedded PostgreSQL in a directory, says how that went, and stays until it is killed; SIGTERM stops the
// database in order. For tests that need an owner other than themselves. With an address as second argument, it is reached
// over the network there as well: the embedded PostgreSQL listens on a socket in the file system only.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
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
const [, , , host] = process.argv
const port = host && (await openDoor(host, postgres.connection))
process.stdout.write(`${JSON.stringify({ ...report, port })}\n`)
setInterval(() => undefined, 60_000)

/** Passes on what comes to a free port, which it answers with; what ends on one side ends on the other. */
async function openDoor(address, { host: directory, port: number }) {
  const server = createServer((caller) => {
    const session = connect(join(directory, `.s.PGSQL.${number}`))
    caller.on('error', () => session.destroy()).on('close', () => session.destroy())
    session.on('error', () => caller.resetAndDestroy()).on('close', () => caller.destroySoon())
    caller.setNoDelay().pipe(session).pipe(caller)
  })
  server.listen(0, address)
  await once(server, 'listening')
  return server.address().port
}
