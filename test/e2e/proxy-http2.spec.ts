import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { createSecureServer, type Http2SecureServer, type Http2ServerRequest } from 'node:http2'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTP_CERTIFICATE, SMTP_KEY } from '../support/smtp-certificate.js'
import { ServerProcess } from './server-process.js'

const START_MAX_MS = 90_000
const METHOD = 'com.example.anything'
const BYTES = 20 * 2 ** 20
const PIECE = Buffer.alloc(64 * 1024, 'x')
const CALLS = 50

let folder: string
let upstream: Http2SecureServer
let server: ServerProcess
let authorization: string
/** What the service does with a request. */
let answer: (request: Http2ServerRequest, response: Parameters<Handler>[1]) => unknown
type Handler = NonNullable<Parameters<typeof createSecureServer>[1]>
const sessions = { count: 0 }

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-http2-'))
  const certificate = join(folder, 'certificate.pem')
  await writeFile(certificate, SMTP_CERTIFICATE)
  upstream = createSecureServer(
    { key: SMTP_KEY, cert: SMTP_CERTIFICATE, allowHTTP1: true },
    (request, response) => {
      void answer(request, response)
    },
  )
  upstream.on('session', () => sessions.count++)
  upstream.listen(0, 'localhost')
  await once(upstream, 'listening')
  server = await ServerProcess.create({
    NODE_EXTRA_CA_CERTS: certificate,
    PDS_BSKY_APP_VIEW_URL: `https://localhost:${(upstream.address() as AddressInfo).port}`,
    PDS_BSKY_APP_VIEW_DID: 'did:web:appview.example',
  })
  await server.start()
  const wanted = { handle: 'alice.test', email: 'alice@example.com', password: 'a good password' }
  const made = await fetch(`${server.url}/xrpc/com.atproto.server.createAccount`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(wanted),
  })
  authorization = `Bearer ${((await made.json()) as { accessJwt: string }).accessJwt}`
}, START_MAX_MS)
afterAll(async () => {
  await server?.remove()
  upstream?.close()
  await rm(folder, { recursive: true, force: true })
})

const call = (init: RequestInit & { duplex?: 'half' } = {}) =>
  fetch(`${server.url}/xrpc/${METHOD}?a=1`, { ...init, headers: { authorization, ...init.headers } })

describe('a service that has HTTP/2', () => {
  it('is called by it, on connections that are kept', async () => {
    answer = (request, response) => response.end(`${request.httpVersion} ${request.url}`)
    const answers = await Promise.all(Array.from({ length: CALLS }, async () => (await call()).text()))
    expect(new Set(answers)).toEqual(new Set([`2.0 /xrpc/${METHOD}?a=1`]))
    const before = sessions.count
    for (let i = 0; i < CALLS; i++) await (await call()).text()
    // One is not used again at once.
    expect(sessions.count - before).toBeLessThan(2)
  })

  it('gets and gives large bodies', async () => {
    answer = async (request, response) => {
      let bytes = 0
      for await (const piece of request) bytes += (piece as Buffer).length
      response.setHeader('content-language', String(bytes))
      for (let sent = 0; sent < BYTES; sent += PIECE.length) {
        if (!response.write(PIECE)) await once(response, 'drain')
      }
      response.end()
    }
    const body = Buffer.alloc(BYTES, 'y')
    const { status, headers, ...rest } = await call({ method: 'POST', body }).then(async (one) => ({
      status: one.status,
      headers: one.headers,
      bytes: (await one.arrayBuffer()).byteLength,
    }))
    expect([status, headers.get('content-language'), rest.bytes]).toEqual([200, String(BYTES), BYTES])
  })

  /** Calls, and leaves in the middle of the answer, which is more than anybody holds. */
  async function leave(): Promise<{ bytes: number }> {
    const given = { bytes: 0, isOver: false }
    answer = async (_request, response) => {
      response.on('error', () => undefined)
      response.stream.on('error', () => undefined)
      const gone = once(response.stream, 'aborted').then(() => (given.isOver = true))
      while (!given.isOver && given.bytes < BYTES * 10) {
        given.bytes += PIECE.length
        if (!response.write(PIECE)) await Promise.race([once(response, 'drain'), gone])
      }
    }
    const request = httpRequest(`${server.url}/xrpc/${METHOD}`, {
      headers: { authorization },
      agent: false,
    }).end()
    request.on('error', () => undefined)
    const [slow] = (await once(request, 'response')) as [IncomingMessage]
    slow.on('error', () => undefined).pause()
    for (let last = -1; last !== given.bytes || last === 0; await sleep(50)) last = given.bytes
    request.destroy()
    while (!given.isOver) await sleep(5)
    return given
  }

  it('is slowed down by a client that is slow to read, and freed by one that leaves', async () => {
    for (let i = 0; i < 20; i++) expect((await leave()).bytes).toBeLessThan(BYTES)
    const before = sessions.count
    answer = (_request, response) => response.end(Buffer.alloc(BYTES))
    expect((await (await call()).arrayBuffer()).byteLength).toBe(BYTES)
    expect(sessions.count).toBe(before)
  })

  it('refuses as others do', async () => {
    answer = (_request, response) =>
      response.writeHead(429, { 'retry-after': '3' }).end('{"error":"TooMuch","message":"m"}')
    const refused = await call()
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([
      429,
      '3',
      { error: 'TooMuch', message: 'm' },
    ])
  })

  it('may go away in the middle', async () => {
    answer = (_request, response) => response.stream.session?.destroy()
    expect((await call()).status).toBe(502)
    answer = (_request, response) => response.end('back')
    expect(await (await call()).text()).toBe('back')
  })
})
