import { readFile } from 'node:fs/promises'
import { type ClientRequest, get, type IncomingMessage, request } from 'node:http'
import { createBrotliDecompress, createGunzip } from 'node:zlib'
import pg from 'pg'
import { fillRepo } from '../support/large-repo.js'
import { checkPreorder } from '../support/preorder-check.js'
import { createAccount, type TestAccount } from './accounts.js'
import { NodeGroup } from './node-group.js'
import type { ServerProcess } from './server-process.js'

/** EXPORT_RECORDS=1000000 is the long run. */
const RECORDS = Number(process.env.EXPORT_RECORDS ?? 10_000)
const RECORD_BYTES = 400
const MEMORY_GROWTH_MAX_MB = 150
/** Fewer than the clients that leave, so that a slot that is not freed is missed. */
const EXPORTS_MAX = 2
const TEST_MAX_MS = 300_000

let group: NodeGroup
let server: ServerProcess
let account: TestAccount

beforeAll(async () => {
  // Each is made anew: what is kept for the next one takes neither a place nor a connection.
  group = await NodeGroup.start(1, {
    PDS_SYNC_EXPORTS_MAX: String(EXPORTS_MAX),
    PDS_SYNC_EXPORT_MEMORY_BYTES: '0',
  })
  server = group.nodes[0]!
  account = await createAccount(server, 'large')
  const client = new pg.Client({ connectionString: group.postgres.url('filler') })
  await client.connect()
  await fillRepo(client, account.did, RECORDS, RECORD_BYTES)
  await client.end()
}, TEST_MAX_MS)

afterAll(() => group?.remove(), 60_000)

const path = (): string => `${server.url}/xrpc/com.atproto.sync.getRepo?did=${account.did}`

/** Calls for an export; resolves with its head. */
function open(headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ call: ClientRequest; answer: IncomingMessage; firstByteMs: number }>(
    (resolve, reject) => {
      const began = performance.now()
      const call = request(path(), { method, headers, agent: false }, (answer) => {
        // Whoever leaves hears that the answer is not complete.
        answer.on('error', () => undefined)
        resolve({ call, answer, firstByteMs: performance.now() - began })
      })
      call.on('error', reject)
      call.end()
    },
  )
}

async function residentMb(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

/** Exports that hold a transaction at this moment. */
async function transactions(): Promise<number> {
  const rows = await group.postgres.rows(
    `SELECT FROM pg_stat_activity WHERE application_name = 'node-0' AND xact_start IS NOT NULL AND state <> 'active'`,
  )
  return rows.length
}

async function untilNoTransaction(): Promise<void> {
  const deadline = performance.now() + 10_000
  while ((await transactions()) > 0) {
    if (performance.now() > deadline) throw new Error('a transaction is still open')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

describe(`a repository of ${RECORDS} records`, () => {
  it(
    'streams in preorder, verified by a reader that keeps nothing, in little memory',
    async () => {
      await checkPreorder((await open()).answer)
      const before = await residentMb()
      let peak = before
      const watch = setInterval(() => void residentMb().then((now) => (peak = Math.max(peak, now))), 50)
      const began = performance.now()
      const { answer, firstByteMs } = await open()
      const size = await checkPreorder(answer)
      clearInterval(watch)
      expect(size.records).toBe(RECORDS)
      const seconds = (performance.now() - began) / 1000
      process.stdout.write(
        `${RECORDS} records, ${(size.bytes / 1e6).toFixed(0)} MB: first byte after ${firstByteMs.toFixed(0)} ms, ` +
          `all verified after ${seconds.toFixed(1)} s, memory ${before.toFixed(0)} MB and ${(peak - before).toFixed(0)} more\n`,
      )
      expect(peak - before).toBeLessThan(MEMORY_GROWTH_MAX_MB)
    },
    TEST_MAX_MS,
  )

  it(
    'comes compressed to those who ask',
    async () => {
      const plain = await checkPreorder((await open()).answer)
      const gzip = await open({ 'accept-encoding': 'gzip' })
      expect(gzip.answer.headers).toMatchObject({
        'content-encoding': 'gzip',
        'content-type': 'application/vnd.ipld.car',
      })
      expect(await checkPreorder(gzip.answer.pipe(createGunzip()))).toEqual(plain)
      const brotli = await open({ 'accept-encoding': 'gzip;q=0.5, br' })
      expect(brotli.answer.headers).toMatchObject({ 'content-encoding': 'br' })
      expect(await checkPreorder(brotli.answer.pipe(createBrotliDecompress()))).toEqual(plain)
      const { answer } = await open({ 'accept-encoding': 'identity' })
      expect(answer.headers).not.toHaveProperty('content-encoding')
      expect(answer.headers.vary).toContain('Accept-Encoding')
      expect(await checkPreorder(answer)).toEqual(plain)
    },
    TEST_MAX_MS,
  )

  it(
    'is the same for several who read it at the same time, each at its own pace',
    async () => {
      const sizes = await Promise.all(
        Array.from({ length: EXPORTS_MAX * 2 }, async (_, index) => {
          const { answer } = await open()
          if (index === 0) await new Promise((resolve) => setTimeout(resolve, 300))
          return checkPreorder(answer)
        }),
      )
      for (const size of sizes) expect(size).toEqual({ ...sizes[0], records: RECORDS })
    },
    TEST_MAX_MS,
  )

  it.each([
    ['plain', {}],
    ['compressed', { 'accept-encoding': 'gzip' }],
  ])(
    'is given up at once when the client leaves: %s',
    async (_how, headers) => {
      for (let i = 0; i < EXPORTS_MAX * 2; i++) {
        const { call, answer } = await open(headers)
        if (i % 2 === 0) await new Promise((resolve) => answer.once('data', resolve))
        call.destroy()
      }
      await untilNoTransaction()
      expect((await checkPreorder((await open()).answer)).records).toBe(RECORDS)
    },
    TEST_MAX_MS,
  )

  it(
    'is not waited for any more when the client leaves the queue',
    async () => {
      const running = await Promise.all(Array.from({ length: EXPORTS_MAX }, () => open()))
      const waiting = Array.from({ length: 5 }, () =>
        get(path(), { agent: false }).on('error', () => undefined),
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
      for (const call of waiting) call.destroy()
      const sizes = await Promise.all([...running.map(({ answer }) => checkPreorder(answer)), checkNext()])
      for (const { records } of sizes) expect(records).toBe(RECORDS)
      await untilNoTransaction()
    },
    TEST_MAX_MS,
  )

  const checkNext = async () => checkPreorder((await open()).answer)

  it('is not produced for HEAD', async () => {
    for (let i = 0; i < EXPORTS_MAX * 2; i++) {
      const { answer } = await open({ 'accept-encoding': 'gzip' }, 'HEAD')
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/vnd.ipld.car'])
      for await (const piece of answer) throw new Error(`${(piece as Buffer).length} bytes for HEAD`)
    }
    await untilNoTransaction()
  })
})
