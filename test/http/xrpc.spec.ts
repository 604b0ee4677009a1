import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { Readable } from 'node:stream'
import { seen, streams } from './small-methods.js'
import { type SmallServer, startSmallServer } from './small-server.js'
import { refused } from '../support/refused.js'

let server: SmallServer
const JSON_TYPE = { 'content-type': 'application/json' }
const SESSION = { identifier: 'alice.test', password: 'secret' }
const CHUNKED = { 'transfer-encoding': 'chunked' }
const ALICE = { authorization: 'Bearer alice' }

beforeAll(async () => {
  server = await startSmallServer()
})
afterAll(() => server.app.close())
beforeEach(() => {
  seen.calls = []
  server.lines.length = 0
  Object.assign(streams, { given: 0, ended: false, aborted: false })
})

const nsidOf = (name: string) => `/xrpc/com.atproto.${name}`
async function get(name: string, headers: Record<string, string> = {}) {
  return answerOf(await server.app.inject({ method: 'GET', url: nsidOf(name), headers }))
}
async function post(
  name: string,
  payload?: string | Buffer | Readable,
  headers: Record<string, string> = JSON_TYPE,
) {
  return answerOf(
    await server.app.inject({
      method: 'POST',
      url: nsidOf(name),
      headers,
      ...(payload !== undefined && { payload }),
    }),
  )
}
function answerOf({ statusCode, headers, body }: { statusCode: number; headers: object; body: string }) {
  const json = (body.startsWith('{') ? JSON.parse(body) : undefined) as Record<string, unknown> | undefined
  return { status: statusCode, headers: headers as Record<string, string | undefined>, body, json }
}

describe('a query', () => {
  it('gets its parameters, validated and with defaults, and its output is sent as JSON', async () => {
    const answer = await get('sync.listRepos?cursor=x&limit=')
    expect(answer).toMatchObject({ status: 200, json: { repos: [], cursor: '500' } })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(seen.calls[0]).toMatchObject({
      params: { cursor: 'x', limit: 500 },
      caller: { kind: 'anonymous' },
      ip: '127.0.0.1',
    })
  })

  it('may set headers', async () => {
    expect((await get('server.describeServer')).headers['x-handler']).toBe('ran')
  })

  it('is answered with one slash at its end, not with two', async () => {
    expect((await get('server.describeServer/')).status).toBe(200)
    expect(await get('server.describeServer//')).toEqual(refused(400, 'InvalidRequest', 'invalid xrpc path'))
  })

  it('is answered to HEAD without a body', async () => {
    const answer = answerOf(await server.app.inject({ method: 'HEAD', url: nsidOf('server.describeServer') }))
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(Number(answer.headers['content-length'])).toBeGreaterThan(10)
  })

  it.each(['handle=no%20handle', '', 'handle=a.test&handle=b.test', '__proto__=1&handle=alice.test'])(
    'is refused with the parameters %p',
    async (query) => {
      const message = expect.stringMatching(/^Invalid com\.atproto\.identity\.resolveHandle params: /)
      expect(await get(`identity.resolveHandle?${query}`)).toEqual(refused(400, 'InvalidRequest', message))
    },
  )

  it('is refused with a body', async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: nsidOf('server.describeServer'),
      headers: JSON_TYPE,
      payload: '{}',
    })
    expect(answer.json()).toEqual({
      error: 'InvalidRequest',
      message: 'A request body was provided when none was expected',
    })
  })
})

describe('a procedure', () => {
  it('gets its body, validated', async () => {
    const answer = await post('server.createSession', JSON.stringify(SESSION))
    expect(answer).toMatchObject({ status: 200, json: { handle: 'alice.test' } })
    expect(seen.calls[0]!.input).toEqual(SESSION)
  })

  it('without output is answered with nothing', async () => {
    const answer = await post('server.deleteSession', undefined, { authorization: 'Bearer refresh' })
    expect(answer).toMatchObject({ status: 200, body: '' })
    expect(answer.headers['content-length']).toBe('0')
  })

  it.each([
    ['no body', undefined, {}, 'A request body is expected but none was provided'],
    [
      'no content type',
      Buffer.from(JSON.stringify(SESSION)),
      {},
      'Request encoding (Content-Type) required but not provided',
    ],
    [
      'another content type',
      JSON.stringify(SESSION),
      { 'content-type': 'text/plain; charset=utf-8' },
      'Wrong request encoding (Content-Type): text/plain',
    ],
    [
      'no content type at all',
      JSON.stringify(SESSION),
      { 'content-type': 'nonsense' },
      'Wrong request encoding (Content-Type): nonsense',
    ],
    ['half a body', '{"identifier":"al', JSON_TYPE, 'The request body is not valid JSON'],
    [
      'something after the body',
      `${JSON.stringify(SESSION)}}`,
      JSON_TYPE,
      'The request body is not valid JSON',
    ],
    [
      'bytes that are not UTF-8',
      Buffer.from('{"identifier":"\xff","password":"x"}', 'latin1'),
      JSON_TYPE,
      'The request body is not UTF-8',
    ],
    ['null', 'null', JSON_TYPE, expect.stringMatching(/^Input /)],
    ['a list', '[]', JSON_TYPE, expect.stringMatching(/^Input /)],
    ['a field missing', '{"identifier":"alice.test"}', JSON_TYPE, expect.stringMatching(/^Input.*password/)],
    [
      'a field of another type',
      '{"identifier":"alice.test","password":5}',
      JSON_TYPE,
      expect.stringMatching(/^Input\/password /),
    ],
    [
      '__proto__',
      '{"__proto__":{"a":1},"identifier":"a","password":"b"}',
      JSON_TYPE,
      expect.stringMatching(/^Input: /),
    ],
    [
      'a body nested too deep',
      `{"identifier":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      JSON_TYPE,
      expect.stringMatching(/^Input: /),
    ],
    ['an empty body', '', { ...JSON_TYPE, 'content-length': '0' }, expect.stringMatching(/^Input/)],
  ])('is refused with %s', async (_why, payload, headers, message) => {
    expect(await post('server.createSession', payload, headers as never)).toEqual(
      refused(400, 'InvalidRequest', message),
    )
    expect(seen.calls).toEqual([])
  })

  it('takes the last of two fields of one name, and a byte order mark', async () => {
    const body = '\ufeff{"identifier":"bob.test","password":"x","identifier":"alice.test"}'
    expect((await post('server.createSession', body)).json).toMatchObject({ handle: 'alice.test' })
  })

  it('takes an empty body where every field is optional', async () => {
    expect(
      (await post('server.reserveSigningKey', '', { ...JSON_TYPE, 'content-length': '0' })).json,
    ).toEqual({ signingKey: 'for anonymous' })
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('takes a body encoded with %s', async (coding, encode) => {
    const headers = { ...JSON_TYPE, 'content-encoding': coding }
    expect((await post('server.createSession', encode(JSON.stringify(SESSION)), headers)).status).toBe(200)
    expect(await post('server.createSession', 'no such thing', headers)).toEqual(
      refused(400, 'InvalidRequest'),
    )
    const bomb = encode(JSON.stringify({ ...SESSION, x: 'x'.repeat(1_000_000) }))
    expect(await post('server.createSession', bomb, headers)).toEqual(
      refused(413, 'PayloadTooLargeError', 'request entity too large'),
    )
  })

  it.each<Record<string, string>>([
    { 'content-encoding': 'bogus' },
    { 'content-encoding': 'gzip, gzip, gzip' },
    { 'content-type': 'application/json; charset=latin1' },
  ])('does not take %p', async (headers) => {
    const answer = await post('server.createSession', JSON.stringify(SESSION), { ...JSON_TYPE, ...headers })
    expect(answer).toEqual(refused(415, 'UnsupportedMediaType'))
  })

  it('takes JSON up to 150 KiB, or up to a limit of its own', async () => {
    const fill = (bytes: number, body: object) => {
      const rest = bytes - JSON.stringify({ ...body, x: '' }).length
      return JSON.stringify({ ...body, x: 'x'.repeat(rest) })
    }
    const record = { repo: 'alice.test', collection: 'app.bsky.feed.post', record: {} }
    expect((await post('server.createSession', fill(153_600, SESSION))).status).toBe(200)
    expect(await post('server.createSession', fill(153_601, SESSION))).toEqual(
      refused(413, 'PayloadTooLargeError'),
    )
    const headers = { ...JSON_TYPE, ...ALICE }
    expect((await post('repo.createRecord', fill(1_000_000, record), headers)).status).toBe(200)
    expect(await post('repo.createRecord', fill(1_000_001, record), headers)).toEqual(
      refused(413, 'PayloadTooLargeError'),
    )
  })

  it('counts chunked bodies while they come', async () => {
    const chunks = Readable.from([Buffer.alloc(100_000, 32), Buffer.alloc(100_000, 32)])
    expect(await post('server.createSession', chunks, { ...JSON_TYPE, ...CHUNKED })).toEqual(
      refused(413, 'PayloadTooLargeError'),
    )
  })

  it('without input is refused with a body, but not with an empty one', async () => {
    const auth = { authorization: 'Bearer refresh' }
    expect(await post('server.deleteSession', '{}', { ...auth, ...JSON_TYPE })).toEqual(
      refused(400, 'InvalidRequest', 'A request body was provided when none was expected'),
    )
    expect(
      await post('server.deleteSession', Readable.from([Buffer.from('x')]), { ...auth, ...CHUNKED }),
    ).toEqual(refused(400, 'InvalidRequest'))
    expect((await post('server.deleteSession', '', { ...auth, 'content-length': '0' })).status).toBe(200)
    expect((await post('server.deleteSession', Readable.from([]), { ...auth, ...CHUNKED })).status).toBe(200)
  })
})

describe('a body that is no JSON', () => {
  const CAR = { 'content-type': 'application/vnd.ipld.car', ...ALICE }

  it('is read by the handler, decoded', async () => {
    expect((await post('repo.importRepo', Buffer.alloc(900), CAR)).status).toBe(200)
    expect(streams).toMatchObject({ given: 900, ended: true })
    const packed = gzipSync(Buffer.alloc(1_000))
    expect((await post('repo.importRepo', packed, { ...CAR, 'content-encoding': 'gzip' })).status).toBe(200)
    expect(streams.given).toBe(1_900)
  })

  it('is refused when it is too large, announced or not, decoded or not', async () => {
    const tooLarge = refused(413, 'PayloadTooLarge')
    expect(await post('repo.importRepo', Buffer.alloc(1_001), CAR)).toEqual(tooLarge)
    expect(
      await post('repo.importRepo', Readable.from([Buffer.alloc(600), Buffer.alloc(600)]), {
        ...CAR,
        ...CHUNKED,
      }),
    ).toEqual(tooLarge)
    expect(
      await post('repo.importRepo', gzipSync(Buffer.alloc(100_000)), { ...CAR, 'content-encoding': 'gzip' }),
    ).toEqual(tooLarge)
    expect(streams.ended).toBe(false)
  })

  it('is refused with another content type', async () => {
    expect(await post('repo.importRepo', 'x', { ...CAR, 'content-type': 'text/plain' })).toEqual(
      refused(400, 'InvalidRequest'),
    )
  })
})

describe('an output that is no JSON', () => {
  it('is streamed', async () => {
    const answer = await get('sync.getRepo?did=did:plc:alice')
    expect(answer).toMatchObject({ status: 200, body: 'AABBCC' })
    expect(answer.headers['content-type']).toBe('application/vnd.ipld.car')
    expect(streams).toMatchObject({ given: 3, ended: true })
  })

  it('is not produced for HEAD', async () => {
    const answer = await server.app.inject({ method: 'HEAD', url: nsidOf('sync.getRepo?did=did:plc:alice') })
    expect([answer.statusCode, answer.body, streams.given]).toEqual([200, '', 0])
  })

  it('is an error in JSON when it fails at its beginning', async () => {
    const answer = await get('sync.getRepo?did=did:plc:alice&since=3aaaaaaaaaa2a')
    expect(answer).toEqual(refused(500, 'InternalServerError'))
    expect(answer.headers['content-type']).toMatch(/json/)
  })

  it('brings its own headers', async () => {
    const answer = await get('sync.getBlob?did=did:plc:alice&cid=bafkreia')
    if (answer.status === 200) {
      expect(answer.headers).toMatchObject({
        'content-type': 'text/plain',
        'content-security-policy': "default-src 'none'",
        'content-length': '13',
      })
    }
  })
})
