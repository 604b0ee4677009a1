import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { com } from '@guildhall/lexicon'
import { createAccount, type TestAccount } from './accounts.js'
import { ServerProcess } from './server-process.js'

const PIECE = randomBytes(1024 * 1024)
const PIECES = 300
const GROWTH_MAX_KB = 60 * 1024
const HOLDER = 'com.example.holder'

let server: ServerProcess
let alice: TestAccount
beforeAll(async () => {
  server = await ServerProcess.create({ PDS_BLOB_UPLOAD_LIMIT: String(400 * 1024 * 1024) })
  await server.start()
  alice = await createAccount(server, 'alice')
}, 120_000)
afterAll(() => server?.remove(), 30_000)

const token = () => ({ authorization: `Bearer ${alice.agent.session!.accessJwt}` })

/** The most memory that the process has had (kB), counted anew after it was read. */
async function peakKb(): Promise<number> {
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)![1])
}

async function upload(pieces: number) {
  const hash = createHash('sha256')
  const body = Readable.from(
    (function* () {
      for (let n = 0; n < pieces; n++) {
        const piece = Buffer.from(PIECE)
        piece.writeUInt32BE(n, 0)
        hash.update(piece)
        yield piece
      }
    })(),
  )
  const answer = await fetch(`${server.url}/xrpc/${com.atproto.repo.uploadBlob.nsid}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...token() },
    body: Readable.toWeb(body) as never,
    ...{ duplex: 'half' },
  })
  expect(answer.status).toBe(200)
  const { blob } = (await answer.json()) as { blob: { ref: { $link: string } } }
  await alice.agent.com.atproto.repo.createRecord({
    ...{ repo: alice.did, collection: HOLDER },
    record: { $type: HOLDER, blob },
  })
  return { cid: blob.ref.$link, digest: hash.digest('hex') }
}

async function download(cid: string): Promise<string> {
  const query = new URLSearchParams({ did: alice.did, cid }).toString()
  const { body } = await fetch(`${server.url}/xrpc/${com.atproto.sync.getBlob.nsid}?${query}`)
  const hash = createHash('sha256')
  for await (const piece of body as AsyncIterable<Uint8Array>) hash.update(piece)
  return hash.digest('hex')
}

it('300 MB go up and down without being held in memory', async () => {
  for (const pieces of [20, 21]) {
    const warm = await upload(pieces)
    expect(await download(warm.cid)).toBe(warm.digest)
  }
  const before = await peakKb()
  const { cid, digest } = await upload(PIECES)
  expect(await download(cid)).toBe(digest)
  const grownKb = (await peakKb()) - before
  console.log(`300 MB up and down: the most memory grew by ${Math.round(grownKb / 1024)} MB`)
  expect(grownKb).toBeLessThan(GROWTH_MAX_KB)
}, 300_000)
