// node test/bench/large-import.mjs [records] [bytes of a record]
//
// Imports a generated repository into the built server, exports it again, and prints times, CPU time of the server and
// of its database, and how much the memory of the server process grew. With PROFILE_DIRECTORY the server writes a CPU
// profile there. A measurement, not a test: it takes minutes, so it wants a quiet machine; on a shared one, CPU times
// are what to compare. Linux only.
import { spawn } from 'node:child_process'
import { createReadStream, createWriteStream } from 'node:fs'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { K256Key } from '@guildhall/crypto'
import { cborCidBytes, encode } from '@guildhall/data'
import { buildTree, carFrame, carHeader, exportTree, signCommit } from '@guildhall/repo'

const ROOT = join(import.meta.dirname, '..', '..')
const RECORDS = Number(process.argv[2] ?? 1_000_000)
const RECORD_BYTES = Number(process.argv[3] ?? 300)
const NOTE = 'com.example.note'
const SAMPLE_MS = 25
const MB = 1024 * 1024
/** Of the fields of /proc/…/stat after the name: parent, and ticks in user and system mode, own and of ended children. */
const STAT = { parent: 1, ticks: [11, 12, 13, 14] }
const TICKS_PER_SECOND = 100

const recordOf = (n) => encode({ $type: NOTE, n, text: `${n} `.padEnd(RECORD_BYTES - 40, 'text ') })
const pathOf = (n) => `${NOTE}/${n.toString(36).padStart(8, '0')}`

/** Writes the file in preorder, as servers export it. */
async function writeCar(file, did) {
  const numbers = new Map()
  const entries = Array.from({ length: RECORDS }, (_, n) => {
    numbers.set(pathOf(n), n)
    return [pathOf(n), cborCidBytes(recordOf(n))]
  })
  const { root, nodes } = buildTree(entries)
  const byKey = new Map(nodes.map((node) => [node.key, node]))
  const commit = signCommit({ did, rev: '3jzfcijpj2z2a', data: root }, K256Key.fromHex('0b'.repeat(32)))
  const out = createWriteStream(file)
  const put = async (bytes) => {
    if (!out.write(bytes)) await new Promise((resolve) => out.once('drain', resolve))
  }
  await put(carHeader([commit.cid]))
  await put(carFrame(commit))
  for await (const item of exportTree(root, async (keys) => keys.map((key) => byKey.get(key)))) {
    if ('node' in item) await put(carFrame(item.node))
    else await put(carFrame({ cid: item.leaf.cid, bytes: recordOf(numbers.get(item.leaf.path)) }))
  }
  await finished(out.end())
  return nodes.length
}

async function freePort() {
  const server = createServer().listen(0, 'localhost')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function startServer(directory, port) {
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'warn' },
    ...{ PDS_HOSTNAME: 'localhost', PDS_PORT: String(port), PDS_DATA_DIRECTORY: directory },
    ...{ PDS_RATE_LIMITS_ENABLED: 'false', PDS_MAX_REPO_IMPORT_SIZE: String(4_000 * MB) },
  }
  const { PROFILE_DIRECTORY: profiles } = process.env
  const options = profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []
  const command = [...options, join(ROOT, 'dist/main.js')]
  const child = spawn(process.execPath, command, { env, stdio: ['ignore', 2, 2] })
  while (!(await isHealthy(`http://localhost:${port}`))) {
    if (child.exitCode !== null) throw new Error('the server did not start')
    await sleep(100)
  }
  return child
}

const isHealthy = (url) =>
  fetch(`${url}/xrpc/_health`).then(
    (answer) => answer.ok,
    () => false,
  )

async function residentBytes(pid) {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))
  return Number(kilobytes) * 1024
}

/** Fields of /proc/…/stat of each process that is there. */
async function processes() {
  const found = new Map()
  for (const entry of await readdir('/proc')) {
    const text = /^\d+$/.test(entry) && (await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => undefined))
    if (text) found.set(Number(entry), text.slice(text.lastIndexOf(')') + 2).split(' '))
  }
  return found
}

/** CPU seconds so far: of a process, and of all that it has started, which is its database. */
async function cpuSeconds(pid) {
  const all = await processes()
  const seconds = (fields) => STAT.ticks.reduce((sum, i) => sum + Number(fields[i]), 0) / TICKS_PER_SECOND
  const isBelow = (id) => {
    const parent = Number(all.get(id)?.[STAT.parent] ?? 0)
    return parent === pid || (parent > 1 && isBelow(parent))
  }
  let database = 0
  for (const [id, fields] of all) if (isBelow(id)) database += seconds(fields)
  return { server: seconds(all.get(pid)), database }
}

/** Runs `work` while looking at the memory of the server, and at how long it lets others wait. */
async function watched(what, { pid, url }, work) {
  const before = await residentBytes(pid)
  let peak = before
  let waitMs = 0
  let running = true
  const watch = (async () => {
    while (running) {
      peak = Math.max(peak, await residentBytes(pid))
      const asked = performance.now()
      await fetch(`${url}/xrpc/com.atproto.server.describeServer`).then((answer) => answer.arrayBuffer())
      waitMs = Math.max(waitMs, performance.now() - asked)
      await sleep(SAMPLE_MS)
    }
  })()
  const idle = await cpuSeconds(pid)
  const began = performance.now()
  const result = await work()
  const seconds = (performance.now() - began) / 1000
  const busy = await cpuSeconds(pid)
  running = false
  await watch
  const rate = Math.round(RECORDS / seconds).toLocaleString('en')
  const growth = ((peak - before) / MB).toFixed(0)
  console.log(
    `${what}: ${seconds.toFixed(2)} s, ${rate} records/s; CPU ${(busy.server - idle.server).toFixed(2)} s, ` +
      `of the database ${(busy.database - idle.database).toFixed(2)} s; memory ${(before / MB).toFixed(0)} MB, ` +
      `at most ${growth} MB more; another request waited ${waitMs.toFixed(0)} ms at most`,
  )
  return result
}

async function call(url, nsid, input, token) {
  const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`${url}/xrpc/${nsid}`, { method: 'POST', headers, body: JSON.stringify(input) })
  if (!answer.ok) throw new Error(`${nsid}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

async function importCar({ url }, file, token) {
  const answer = await fetch(`${url}/xrpc/com.atproto.repo.importRepo`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.ipld.car', authorization: `Bearer ${token}` },
    body: Readable.toWeb(createReadStream(file)),
    duplex: 'half',
  })
  if (!answer.ok) throw new Error(`importRepo: ${answer.status} ${await answer.text()}`)
}

async function exportCar({ url }, did) {
  const began = performance.now()
  const answer = await fetch(`${url}/xrpc/com.atproto.sync.getRepo?did=${did}`, {
    headers: { 'accept-encoding': 'identity' },
  })
  let bytes = 0
  for await (const chunk of answer.body) {
    if (bytes === 0) console.log(`first byte after ${(performance.now() - began).toFixed(1)} ms`)
    bytes += chunk.length
  }
  return bytes
}

async function measure(directory) {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const child = await startServer(join(directory, 'data'), port)
  try {
    const server = { url, pid: child.pid }
    const wanted = { handle: 'large.test', email: 'large@example.com', password: 'a good password' }
    const { did, accessJwt } = await call(url, 'com.atproto.server.createAccount', wanted)
    const file = join(directory, 'repo.car')
    const nodes = await writeCar(file, did)
    const { size } = await stat(file)
    console.log(`${RECORDS} records, ${nodes} nodes, a file of ${(size / MB).toFixed(0)} MB`)
    await watched('import', server, () => importCar(server, file, accessJwt))
    const sent = await watched('export', server, () => exportCar(server, did))
    console.log(
      sent === size ? 'the export is as long as the file' : `the export has ${sent} bytes, not ${size}`,
    )
    await watched('import over it', server, () => importCar(server, file, accessJwt))
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

const directory = await mkdtemp(join(tmpdir(), 'guildhall-large-'))
// PostgreSQL does not run as root but as another account, which must reach its files.
await chmod(directory, 0o755)
try {
  console.log(`node ${process.version}, ${availableParallelism()} cores`)
  await measure(directory)
} finally {
  await rm(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
process.exit()
