import { gzipSync } from 'node:zlib'
import { app, chat, com } from '@guildhall/lexicon'
import { ProxyWorld } from '../support/proxy-world.js'
import { refused } from '../support/refused.js'
import type { StubUpstream } from '../support/stub-upstream.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const QUERY = app.bsky.graph.getFollows.nsid
const PROCEDURE = app.bsky.graph.muteActor.nsid
const STRANGE = 'com.example.anything'

let world: ProxyWorld
let appView: StubUpstream
let other: StubUpstream
let moderation: StubUpstream
let server: WholeServer
let member: Member
let signedIn: Record<string, string>
beforeAll(async () => {
  world = await ProxyWorld.start()
  ;({ appView, other, moderation, server, member, signedIn } = world)
}, START_MAX_MS)
afterAll(() => world?.close())

describe('which service a call goes to', () => {
  it('is the AppView, where nobody says anything else, with a token for it and the method', async () => {
    const answer = await server.get(QUERY, { actor: member.did, limit: 5 }, signedIn)
    expect(answer).toMatchObject({ status: 200, json: { nsid: QUERY } })
    const { url, claims } = appView.last(QUERY)
    expect(url).toBe(`/xrpc/${QUERY}?actor=${encodeURIComponent(member.did)}&limit=5`)
    expect(claims).toMatchObject({ iss: member.did, aud: `${appView.did}#bsky_appview`, lxm: QUERY })
    expect(claims!.exp - claims!.iat!).toBe(60)
  })

  it('is said in the log with who calls', async () => {
    await server.get(STRANGE, {}, signedIn)
    const path = `/xrpc/${STRANGE}`
    expect(server.lines).toContainEqual(expect.objectContaining({ path, did: member.did, status: 200 }))
    appView.seen.length = 0
  })

  it('is one that the client names, by an entry in its document', async () => {
    expect((await server.get(STRANGE, {}, { ...signedIn, ...world.toOther })).status).toBe(200)
    expect(other.last(STRANGE).claims).toMatchObject({ aud: `${other.did}#bench`, lxm: STRANGE })
    const named = { 'atproto-proxy': `${appView.did}#bsky_appview` }
    expect((await server.get(STRANGE, {}, { ...signedIn, ...named })).status).toBe(200)
    expect(appView.of(STRANGE)).toHaveLength(1)
  })

  it('is that of moderators for their methods', async () => {
    const nsid = 'tools.ozone.moderation.emitEvent'
    expect((await server.post(nsid, { event: 1 }, signedIn)).status).toBe(200)
    expect(moderation.last(nsid)).toMatchObject({
      body: Buffer.from('{"event":1}'),
      claims: { aud: `${moderation.did}#atproto_labeler`, lxm: nsid },
    })
  })

  it.each([
    ['#bench', 'no did specified in proxy header'],
    ['did:web:a.example', 'no service id specified in proxy header'],
    ['did:web:a.example#', 'no service id specified in proxy header'],
    ['did:web:a.example#a#b', 'invalid proxy header format'],
    ['a.example#bench', 'invalid proxy header format'],
    ['did:web:a.example #bench', 'proxy header cannot contain spaces'],
    ['did:web:nothing.invalid#bench', 'could not resolve proxy did'],
    ['did:web:localhost%3A1#bench', 'could not resolve proxy did'],
    ['did:example:a#bench', 'could not resolve proxy did'],
    ['did:plc:aaaaaaaaaaaaaaaaaaaaaaaa#bench', 'could not resolve proxy did'],
  ])('is none if it is %s', async (name, message) => {
    const answer = await server.get(STRANGE, {}, { ...signedIn, 'atproto-proxy': name })
    expect(answer).toEqual(refused(400, 'InvalidRequest', message))
  })

  it('is none if the document has no such entry', async () => {
    const answer = await server.get(STRANGE, {}, { ...signedIn, 'atproto-proxy': `${other.did}#nothing` })
    expect(answer).toEqual(refused(400, 'InvalidRequest', 'could not resolve proxy did service url'))
  })
})

describe('what goes along', () => {
  const SENT = {
    'accept-encoding': 'gzip, br',
    'accept-language': 'de',
    'atproto-accept-labelers': 'did:web:labels.example',
    'x-bsky-topics': 'a,b',
    cookie: 'secret=1',
    'x-forwarded-for': '192.0.2.1',
    'x-strange': 'x',
    referer: 'https://client.example/',
  }

  it('are the headers of the table, and no others', async () => {
    await server.post(PROCEDURE, { actor: member.did }, { ...signedIn, ...SENT, ...world.toOther })
    const { headers, body } = other.last(PROCEDURE)
    const { authorization, host, connection, 'user-agent': agent, ...rest } = headers
    expect(rest).toEqual({
      'accept-encoding': 'gzip, br',
      'accept-language': 'de',
      'atproto-accept-labelers': 'did:web:labels.example',
      'x-bsky-topics': 'a,b',
      'content-type': 'application/json',
      'content-length': String(body.length),
    })
    expect(agent).toMatch(/^guildhall\//)
    expect(authorization).not.toContain(member.accessJwt)
    expect([host, connection]).toEqual([`localhost:${other.port}`, 'keep-alive'])
  })

  it('asks for plain answers where the client says nothing', async () => {
    await server.get(QUERY, { actor: 'a' }, signedIn)
    expect(appView.last(QUERY).headers['accept-encoding']).toBe('identity')
  })

  it('is the body as it was sent, content coding and all', async () => {
    const body = gzipSync('{"actor":"x"}')
    const headers = { ...signedIn, 'content-type': 'application/json', 'content-encoding': 'gzip' }
    const answer = await server.request('POST', `/xrpc/${PROCEDURE}`, headers, body)
    expect(answer.status).toBe(200)
    expect(appView.last(PROCEDURE)).toMatchObject({ body, headers: { 'content-encoding': 'gzip' } })
  })

  it('is nothing where there is no body', async () => {
    expect((await server.post(PROCEDURE, undefined, signedIn)).status).toBe(200)
    expect(appView.last(PROCEDURE).headers).toMatchObject({ 'content-length': '0' })
  })

  it('is a query as a query, whatever its parameters look like', async () => {
    const answer = await server.request('GET', `/xrpc/${STRANGE}?a[]=1&a[]=2&b=%20%2F&c`, signedIn)
    expect(answer.status).toBe(200)
    expect(appView.last(STRANGE).url).toBe(`/xrpc/${STRANGE}?a[]=1&a[]=2&b=%20%2F&c`)
  })
})

describe('what comes back', () => {
  it('has the headers of the table, and no others', async () => {
    const zipped = gzipSync('{"a":1}')
    appView.handle(QUERY, (_request, response) => {
      response
        .writeHead(200, {
          'content-type': 'application/json',
          'content-encoding': 'gzip',
          'content-language': 'de',
          'content-length': zipped.length,
          'atproto-repo-rev': '3aaaaaaaaaa2a',
          'atproto-content-labelers': 'did:web:labels.example',
          'retry-after': '3',
          'set-cookie': 'a=b',
          'x-strange': 'x',
          'access-control-allow-origin': 'https://evil.example',
        })
        .end(zipped)
    })
    const answer = await server.app.inject({ method: 'GET', url: `/xrpc/${QUERY}`, headers: signedIn })
    expect([answer.statusCode, answer.rawPayload]).toEqual([200, zipped])
    const { headers } = answer
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'content-encoding': 'gzip',
      'content-language': 'de',
      'content-length': String(zipped.length),
      'atproto-repo-rev': '3aaaaaaaaaa2a',
      'atproto-content-labelers': 'did:web:labels.example',
      'retry-after': '3',
      'access-control-allow-origin': '*',
      'cache-control': 'private',
      vary: 'Authorization',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
    expect(Object.keys(headers)).toEqual(expect.not.arrayContaining(['set-cookie', 'x-strange']))
  })

  it.each([200, 201, 204, 206, 299])('has the status %i', async (status) => {
    appView.handle(QUERY, (_request, response) => response.writeHead(status).end(status === 204 ? '' : 'x'))
    expect((await server.get(QUERY, {}, signedIn)).status).toBe(status)
  })

  it.each([
    [400, 400],
    [401, 401],
    [403, 403],
    [404, 404],
    [409, 409],
    [429, 429],
    [500, 502],
    [501, 501],
    [502, 502],
    [503, 503],
    [504, 504],
  ])('is an error of the service with status %i as %i', async (status, expected) => {
    const message = `it is ${status}`
    appView.json(QUERY, { error: 'ItsOwnWord', message, more: 1 }, status, { 'retry-after': '7' })
    const answer = await server.get(QUERY, {}, signedIn)
    expect(answer).toEqual(refused(expected, 'ItsOwnWord', message))
    expect(answer.headers['retry-after']).toBe('7')
  })

  it('is an error of XRPC also where the service says something else', async () => {
    const page = { 'content-type': 'text/html' }
    appView.handle(QUERY, (_request, response) => response.writeHead(503, page).end('<h1>sorry</h1>'))
    expect(await server.get(QUERY, {}, signedIn)).toEqual(refused(503, 'NotEnoughResources'))
    appView.handle(QUERY, (_request, response) => response.writeHead(418).end())
    expect(await server.get(QUERY, {}, signedIn)).toEqual(refused(418, 'InvalidRequest'))
    const zipped = gzipSync('{"error":"Zipped","message":"m"}')
    appView.handle(QUERY, (_request, response) =>
      response.writeHead(400, { 'content-encoding': 'gzip' }).end(zipped),
    )
    const answer = await server.get(QUERY, {}, { ...signedIn, 'accept-encoding': 'gzip' })
    expect(answer).toEqual(refused(400, 'Zipped', 'm'))
    expect(answer.headers['content-encoding']).toBeUndefined()
  })

  it('is never a redirect', async () => {
    appView.handle(QUERY, (_request, response) =>
      response.writeHead(302, { location: `${other.url}/xrpc/${QUERY}` }).end(),
    )
    expect(await server.get(QUERY, {}, signedIn)).toEqual(refused(502, 'UpstreamFailure'))
    expect(other.of(QUERY)).toEqual([])
  })

  it('is 502 where the service cuts the connection, after queries were tried twice', async () => {
    appView.handle(QUERY, (request) => request.socket.destroy())
    const before = appView.of(QUERY).length
    expect(await server.get(QUERY, {}, signedIn)).toEqual(
      refused(502, 'UpstreamFailure', 'Upstream service unreachable'),
    )
    expect(appView.of(QUERY)).toHaveLength(before + 2)
    appView.handle(PROCEDURE, (request) => request.socket.destroy())
    const procedures = appView.of(PROCEDURE).length
    expect(await server.post(PROCEDURE, {}, signedIn)).toEqual(refused(502, 'UpstreamFailure'))
    expect(appView.of(PROCEDURE)).toHaveLength(procedures + 1)
  })

  it('to HEAD is the head', async () => {
    appView.json(QUERY, { a: 1 })
    const answer = await server.app.inject({ method: 'HEAD', url: `/xrpc/${QUERY}`, headers: signedIn })
    expect([answer.statusCode, answer.body]).toEqual([200, ''])
    expect(appView.last(QUERY).method).toBe('HEAD')
  })
})

describe('whose calls are passed on', () => {
  beforeAll(() => {
    for (const nsid of [QUERY, PROCEDURE]) appView.json(nsid, { nsid })
  })

  it('are those of accounts only', async () => {
    expect(await server.get(QUERY)).toEqual(refused(401, 'AuthMissing'))
    expect(await server.get('com.example.unknown')).toEqual(refused(501, 'MethodNotImplemented'))
    expect(await server.get(QUERY, {}, bearer('a.b.c'))).toEqual(refused(400, 'InvalidToken'))
    expect((await server.get(QUERY, {}, bearer(member.refreshJwt))).status).toBe(400)
  })

  it('are those of deactivated accounts too, but not of those that were taken down', async () => {
    const away = await server.signUp()
    await server.setStatus(away.did, 'deactivated')
    expect((await server.get(QUERY, {}, bearer(away.accessJwt))).status).toBe(200)
    await server.setStatus(away.did, 'takendown')
    expect(await server.get(QUERY, {}, bearer(away.accessJwt))).toEqual(refused(401, 'AccountTakedown'))
  })

  it('are those of applications, but for private messages', async () => {
    const passwordOf = async (privileged: boolean) => {
      const { json } = await server.post(
        com.atproto.server.createAppPassword.nsid,
        { name: `app ${String(privileged)}`, privileged },
        signedIn,
      )
      const session = await server.signIn(member.handle, json.password as string)
      return bearer(session.json.accessJwt as string)
    }
    const plain = await passwordOf(false)
    const privileged = await passwordOf(true)
    const convos = chat.bsky.convo.listConvos.nsid
    expect((await server.get(QUERY, {}, plain)).status).toBe(200)
    expect(await server.get(convos, {}, { ...plain, ...world.toOther })).toEqual(
      refused(400, 'InvalidToken', 'Bad token method'),
    )
    expect((await server.get(convos, {}, { ...privileged, ...world.toOther })).status).toBe(200)
    expect((await server.get(convos, {}, { ...signedIn, ...world.toOther })).status).toBe(200)
    expect(other.of(convos)).toHaveLength(2)
  })

  it('never concern the account itself, however the method is written', async () => {
    for (const nsid of ['com.atproto.server.GetSession', 'com.atproto.admin.sendEmail'.toUpperCase()]) {
      expect(await server.get(nsid, {}, { ...signedIn, ...world.toOther })).toEqual(
        refused(400, 'InvalidToken', 'Bad token method'),
      )
    }
  })

  it('never are for methods that are served here', async () => {
    const seen = appView.seen.length
    const wrong = await server.post(com.atproto.server.getSession.nsid, {}, signedIn)
    expect(wrong).toEqual(refused(400, 'InvalidRequest', expect.stringContaining('Incorrect HTTP method')))
    expect((await server.get(com.atproto.repo.createRecord.nsid, {}, signedIn)).status).toBe(400)
    const answer = await server.app.inject({ method: 'PUT', url: `/xrpc/${QUERY}`, headers: signedIn })
    expect(answer.statusCode).toBe(400)
    expect(appView.seen).toHaveLength(seen)
  })

  it('may have the URL of another server as their target, to no avail', async () => {
    const answer = await server.app.inject({
      method: 'GET',
      url: `http://localhost:${other.port}/xrpc/${QUERY}?a=1`,
      headers: signedIn,
    })
    expect(answer.statusCode).toBe(200)
    expect(other.of(QUERY)).toEqual([])
  })
})
