import { once } from 'node:events'
import { type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { StubUpstream } from '../support/stub-upstream.js'
import { bearer, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const STREAM = 'com.example.stream'
const MIB = 2 ** 20
const BYTES = 100 * MIB
const PIECE = Buffer.alloc(64 * 1024, 'x')
/** Less than a body, and more than the four sockets on its way hold: newer kernels let each read 32 MiB ahead. */
const HELD_MAX_BYTES = 80 * MIB
/** Far less than a body, and more than streams hold. */
const MEMORY_MAX_BYTES = 8 * MIB
/** How long a service may be silent: longer than it takes to look at what is held while it is. */
const SILENT_MAX_MS = '3000'
/** Buffers that were let go are swept beside the program, some time after the collection: looks, and how long between them. */
const LOOKS = 5
const LOOK_EVERY_MS = 10

let upstream: StubUpstream
let server: WholeServer
let authorization: Record<string, string>
beforeAll(async () => {
  upstream = await StubUpstream.start('bsky_appview')
  server = await WholeServer.start({
    PDS_BSKY_APP_VIEW_URL: upstream.url,
    PDS_BSKY_APP_VIEW_DID: upstream.did,
    PDS_PROXY_HEADERS_TIMEOUT: SILENT_MAX_MS,
    PDS_PROXY_BODY_TIMEOUT: SILENT_MAX_MS,
    PDS_PROXY_MAX_REQUEST_SIZE: String(BYTES),
    PDS_PROXY_MAX_RESPONSE_SIZE: String(BYTES),
  })
  upstream.plcUrl = `${server.url}/plc`
  authorization = bearer((await server.signUp()).accessJwt)
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await upstream?.close()
})

/** Sends a request with whatever body; gives the answer as it comes. */
async function call(body?: Readable | Buffer, headers: Record<string, string> = {}) {
  const request = httpRequest(`${server.url}/xrpc/${STREAM}`, {
    method: body ? 'POST' : 'GET',
    headers: { ...authorization, ...headers },
    agent: false,
  })
  request.on('error', () => undefined)
  if (body instanceof Readable) body.on('error', () => undefined).pipe(request)
  else request.end(body)
  const answered = once(request, 'response').then(([answer]) => answer as IncomingMessage)
  answered.catch(() => undefined)
  return { request, answered }
}

async function sizeOf(stream: AsyncIterable<unknown>): Promise<number> {
  let bytes = 0
  for await (const piece of stream) bytes += (piece as Buffer).length
  return bytes
}

/** That many bytes, and how many were asked for so far. */
function pieces(bytes: number) {
  const given = { bytes: 0 }
  function* generate() {
    for (; given.bytes < bytes; given.bytes += PIECE.length) yield PIECE
  }
  return { given, body: Readable.from(generate(), { objectMode: false }) }
}

/** Waits for a number to stop rising. */
async function settled(read: () => number): Promise<number> {
  for (let last = -1; ;) {
    const now = read()
    if (now === last && now > 0) return now
    last = now
    await sleep(150)
  }
}

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** Bytes in buffers that somebody still holds; server, service and client are one process here. */
async function memory(): Promise<number> {
  let least = Infinity
  for (let look = 0; look < LOOKS; look++) {
    collectGarbage()
    least = Math.min(least, process.memoryUsage().arrayBuffers)
    await sleep(LOOK_EVERY_MS)
  }
  return least
}

const json = async (answer: IncomingMessage) =>
  JSON.parse(Buffer.concat((await answer.toArray()) as Buffer[]).toString()) as object

describe('a large body', () => {
  it('goes through in both directions', async () => {
    upstream.handle(STREAM, async (request, response) => {
      const got = await sizeOf(request)
      response.writeHead(200, { 'x-got': 'x', 'content-language': String(got), 'content-length': BYTES })
      pieces(BYTES).body.pipe(response)
    })
    for (const headers of [{ 'content-length': String(BYTES) }, {}] as Record<string, string>[]) {
      const { answered } = await call(pieces(BYTES).body, headers)
      const answer = await answered
      expect(answer.headers['content-language']).toBe(String(BYTES))
      expect(await sizeOf(answer)).toBe(BYTES)
    }
  })

  it('waits for a service that is slow to read', async () => {
    let go: () => void = () => undefined
    upstream.handle(STREAM, async (request, response) => {
      await new Promise<void>((resolve) => (go = resolve))
      response.setHeader('content-language', String(await sizeOf(request))).end()
    })
    const { given, body } = pieces(BYTES)
    const before = await memory()
    const { answered } = await call(body)
    expect(await settled(() => given.bytes)).toBeLessThan(HELD_MAX_BYTES)
    expect((await memory()) - before).toBeLessThan(MEMORY_MAX_BYTES)
    go()
    expect((await answered).headers['content-language']).toBe(String(BYTES))
  })

  it('waits for a client that is slow to read', async () => {
    const { given, body } = pieces(BYTES)
    upstream.handle(STREAM, (_request, response) => body.pipe(response))
    const before = await memory()
    const { answered } = await call()
    const answer = await answered
    answer.pause()
    expect(await settled(() => given.bytes)).toBeLessThan(HELD_MAX_BYTES)
    expect((await memory()) - before).toBeLessThan(MEMORY_MAX_BYTES)
    expect(await sizeOf(answer)).toBe(BYTES)
  })

  it('is refused when it is larger than may be, announced or not', async () => {
    upstream.handle(STREAM, async (request, response) => {
      request.on('error', () => undefined)
      await sizeOf(request).catch(() => undefined)
      response.end()
    })
    const announced = await (await call(Buffer.alloc(BYTES + 1))).answered
    expect([announced.statusCode, await json(announced)]).toEqual([
      413,
      { error: 'PayloadTooLarge', message: expect.any(String) },
    ])
    const chunked = await (await call(pieces(BYTES + PIECE.length).body)).answered
    expect(chunked.statusCode).toBe(413)
  })

  it('that goes nowhere is read to its end, for the next request on the connection', async () => {
    const nowhere = { 'atproto-proxy': 'did:web:nothing.invalid#bench' }
    const { answered } = await call(pieces(4 * MIB).body, { ...nowhere, connection: 'keep-alive' })
    const answer = await answered
    expect([answer.statusCode, answer.headers.connection]).toEqual([400, 'keep-alive'])
  })

  it('of a service is cut off when it is larger than may be', async () => {
    upstream.handle(STREAM, (_request, response) => {
      response.writeHead(200, { 'content-length': BYTES + 1 })
      response.on('error', () => undefined)
      pieces(BYTES + 1).body.pipe(response)
    })
    expect((await (await call()).answered).statusCode).toBe(502)
    upstream.handle(STREAM, (_request, response) => {
      response.on('error', () => undefined)
      pieces(BYTES + PIECE.length).body.pipe(response)
    })
    await expect((await call()).answered.then(sizeOf)).rejects.toThrow('aborted')
  })
})

describe('a client that leaves', () => {
  /** Resolves when the service hears that nobody waits any more. */
  const abandoned = (handler: (request: IncomingMessage, response: ServerResponse) => void) => {
    let reached: () => void = () => undefined
    const isReached = new Promise<void>((resolve) => (reached = resolve))
    const isOver = new Promise<void>((resolve) => {
      upstream.handle(STREAM, (request, response) => {
        response.once('close', resolve)
        response.on('error', () => undefined)
        request.on('error', () => undefined)
        handler(request, response)
        reached()
      })
    })
    return { isReached, isOver }
  }

  it('before the answer begins frees the request', async () => {
    const { isReached, isOver } = abandoned(() => undefined)
    const { request } = await call()
    await isReached
    request.destroy()
    await isOver
  })

  it('in the middle of the answer frees the request', async () => {
    const { isOver } = abandoned((_request, response) => void pieces(BYTES).body.pipe(response))
    const { request, answered } = await call()
    await answered
    request.destroy()
    await isOver
  })

  it('in the middle of its own body frees the request', async () => {
    const { isReached, isOver } = abandoned((request) => void request.resume())
    const { request } = await call(new Readable({ read: () => undefined }), { 'content-length': '100' })
    request.write('half of it')
    await isReached
    request.destroy()
    await isOver
  })

  it('is not logged as a fault of this server', () => {
    expect(server.lines.filter(({ level }) => level === 'error' || level === 50)).toEqual([])
  })
})

describe('a service', () => {
  it('that does not begin to answer in time is 504', async () => {
    upstream.handle(STREAM, () => undefined)
    const answer = await (await call()).answered
    expect([answer.statusCode, await json(answer)]).toEqual([
      504,
      { error: 'UpstreamTimeout', message: expect.any(String) },
    ])
  })

  it('that stops in the middle of its answer is cut off', async () => {
    upstream.handle(STREAM, (_request, response) => void response.writeHead(200).write('half of it'))
    await expect((await call()).answered.then(sizeOf)).rejects.toThrow('aborted')
  })

  it('that stops before the first byte is an error of XRPC still', async () => {
    upstream.handle(STREAM, (_request, response) => {
      response.writeHead(200, { 'content-length': 10, 'content-type': 'text/plain' }).flushHeaders()
    })
    const answer = await (await call()).answered
    expect([answer.statusCode, await json(answer)]).toEqual([
      504,
      { error: 'UpstreamTimeout', message: expect.any(String) },
    ])
  })

  it('that refuses a body before it was read is heard by the client', async () => {
    upstream.handle(STREAM, (_request, response) => {
      response
        .writeHead(413, { 'content-type': 'application/json', connection: 'close' })
        .end('{"error":"TooBig","message":"m"}')
    })
    const answer = await (await call(pieces(4 * MIB).body)).answered
    expect([answer.statusCode, await json(answer)]).toEqual([413, { error: 'TooBig', message: 'm' }])
  })

  it('that takes no part of a body, and yet says yes, leaves a connection that is good or closed', async () => {
    upstream.handle(STREAM, (_request, response) => void response.end('yes'))
    const answer = await (await call(pieces(4 * MIB).body)).answered
    expect([answer.statusCode, await sizeOf(answer)]).toEqual([200, 3])
  })

  it('keeps its connections', async () => {
    upstream.json(STREAM, {})
    await server.get(STREAM, {}, authorization)
    const before = upstream.connections
    for (let i = 0; i < 20; i++) await server.get(STREAM, {}, authorization)
    // One is not used again at once.
    expect(upstream.connections - before).toBeLessThan(2)
  })
})
