import { randomBytes } from 'node:crypto'
import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { com } from '@guildhall/lexicon'
import { createAccount, signIn, type TestAccount } from '../e2e/accounts.js'
import { ServerProcess } from '../e2e/server-process.js'

const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 4)
const ROOT = join(import.meta.dirname, '..', '..')
const HOLDER = 'com.example.holder'
const WRITERS = 4
const BYTES = 300_000
const TWO_DAYS_S = 2 * 24 * 60 * 60

let server: ServerProcess
let account: TestAccount
beforeAll(async () => {
  server = await ServerProcess.create()
  await server.start()
  account = await createAccount(server, 'uploader')
}, 120_000)
afterAll(() => server?.remove(), 30_000)

/** Uploads and refers until the server is gone. */
async function write(): Promise<void> {
  try {
    for (;;) {
      const { data } = await account.agent.com.atproto.repo.uploadBlob(randomBytes(BYTES), {
        encoding: 'application/octet-stream',
      })
      // Every other one stays unused.
      if (Math.random() < 0.5) continue
      await account.agent.com.atproto.repo.createRecord({
        ...{ repo: account.did, collection: HOLDER },
        record: { $type: HOLDER, blob: data.blob },
      })
    }
  } catch {
    // The server is gone.
  }
}

/** All blobs that records refer to are there, whole. */
async function readAll(): Promise<number> {
  let read = 0
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const { data } = await account.agent.com.atproto.sync.listBlobs({
      ...{ did: account.did, limit: 500 },
      ...(cursor && { cursor }),
    })
    for (const cid of data.cids) {
      const query = new URLSearchParams({ did: account.did, cid }).toString()
      const answer = await fetch(`${server.url}/xrpc/${com.atproto.sync.getBlob.nsid}?${query}`)
      expect([cid, answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([cid, 200, BYTES])
      read++
    }
    cursor = data.cursor
  }
  return read
}

function pds(...args: string[]): Promise<{ code: number | null; stdout: string }> {
  const child = spawn(process.execPath, [join(ROOT, 'dist/cli.js'), ...args], {
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PDS_HOSTNAME: 'localhost',
      PDS_PORT: String(server.port),
      PDS_DATA_DIRECTORY: server.dataDirectory,
      LOG_ENABLED: 'false',
    },
  })
  let stdout = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.resume()
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, stdout })))
}

it(
  `no blob that a record refers to is lost in a crash, ${ROUNDS} times, and the sweep leaves nothing behind`,
  async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      const writers = Array.from({ length: WRITERS }, write)
      await sleep(300 + Math.random() * 700)
      await server.stop('SIGKILL')
      await Promise.all(writers)
      await server.start()
      account.agent = await signIn(server, account.did)
      await readAll()
    }
    expect(await readAll()).toBeGreaterThan(0)
    const blobs = join(server.dataDirectory, 'blobs')
    const long = Date.now() / 1000 - TWO_DAYS_S
    for (const entry of await readdir(blobs, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), long, long)
    }
    const swept = await pds('blobs', 'sweep')
    console.log(swept.stdout)
    expect(swept).toMatchObject({ code: 0, stdout: expect.stringContaining('0 blobs have lost their bytes') })
    expect(await readdir(join(blobs, 'tmp'))).toEqual([])
    const again = await pds('blobs', 'sweep', '--dry-run')
    expect(again.stdout).toContain('\n0 objects (0 bytes) that no blob names would be removed')
    expect((await pds('blobs', 'usage', account.did)).stdout).toMatch(/ stores \d+ blobs/)
    await readAll()
  },
  ROUNDS * 60_000 + 120_000,
)
