import { com } from '@guildhall/lexicon'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { createSession, describeServer, getSession } = com.atproto.server
const { applyWrites, getRecord, putRecord, uploadBlob } = com.atproto.repo
const { subscribeRepos } = com.atproto.sync
const OWN = 'com.example.note'
const START_MAX_MS = 60_000
const WAIT_MAX_MS = 20_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

const put = (server: WholeServer, member: Member, text = 'hello') =>
  server.post(
    putRecord.nsid,
    { repo: member.did, collection: OWN, rkey: 'a', record: { $type: OWN, text } },
    bearer(member.accessJwt),
  )

describe('a server as people run it', () => {
  let server: WholeServer
  let member: Member
  beforeAll(async () => {
    server = await WholeServer.start({
      PDS_DEV_MODE: 'false',
      PDS_CONTACT_EMAIL_ADDRESS: 'admin@example.com',
    })
    member = await server.signUp()
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('describes itself', async () => {
    expect((await server.get(describeServer.nsid)).json).toEqual({
      did: 'did:web:localhost',
      availableUserDomains: ['.test'],
      inviteCodeRequired: false,
      links: {},
      contact: { email: 'admin@example.com' },
      blobUploadLimit: 5_242_880,
      blobLimits: { locationPolicy: 'refuse' },
    })
    const { json } = await server.request('GET', '/.well-known/oauth-protected-resource')
    expect(json).toMatchObject({ resource: server.url, bearer_methods_supported: ['header'] })
    expect((await server.request('GET', '/')).bytes.toString()).toContain('AT Protocol Personal Data Server')
    expect((await server.request('GET', '/robots.txt')).bytes.toString()).toContain('Allow: /')
  })

  it('has a DID document if its DID is that of its host', async () => {
    const { json } = await server.request('GET', '/.well-known/did.json')
    expect(json).toMatchObject({
      id: 'did:web:localhost',
      service: [{ type: 'AtprotoPersonalDataServer', serviceEndpoint: server.url }],
    })
  })

  it('does not know every method, path and verb', async () => {
    expect(await server.get('com.example.unknown')).toEqual(refused(501, 'MethodNotImplemented'))
    expect(await server.post(describeServer.nsid, {})).toEqual(
      refused(400, 'InvalidRequest', 'Incorrect HTTP method (POST) expected GET'),
    )
    expect(await server.get(createSession.nsid)).toEqual(
      refused(400, 'InvalidRequest', 'Incorrect HTTP method (GET) expected POST'),
    )
    expect(await server.get('nonsense')).toEqual(refused(400, 'InvalidRequest', 'invalid xrpc path'))
    expect((await server.request('GET', '/nowhere')).status).toBe(404)
  })

  it('lets browsers of all origins call, and read what they need', async () => {
    const preflight = await server.app.inject({
      method: 'OPTIONS',
      url: `/xrpc/${getSession.nsid}`,
      headers: {
        origin: 'https://app.example.com',
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization,atproto-accept-labelers',
      },
    })
    expect(preflight.statusCode).toBe(204)
    expect(preflight.headers).toMatchObject({
      'access-control-allow-origin': '*',
      'access-control-max-age': '86400',
    })
    expect(preflight.headers['access-control-allow-headers']).toMatch(/authorization/i)
    const { headers } = await server.get(describeServer.nsid)
    expect(headers['access-control-expose-headers']).toMatch(/RateLimit-Remaining/)
  })

  it('gives every request an id, or keeps that of a proxy', async () => {
    expect((await server.get(describeServer.nsid)).headers['x-request-id']).toMatch(/^[\w-]{36}$/)
    const given = { 'x-request-id': 'from-the-proxy' }
    expect((await server.get(describeServer.nsid, {}, given)).headers['x-request-id']).toBe('from-the-proxy')
    expect(server.lines).toContainEqual(expect.objectContaining({ requestId: 'from-the-proxy', status: 200 }))
  })

  it('tells nothing of its faults, but logs them with the id of the request', async () => {
    await put(server, member)
    await server.sql('ALTER TABLE repo_record RENAME TO hidden')
    const query = { repo: member.did, collection: OWN, rkey: 'a' }
    const answer = await server.get(getRecord.nsid, query, { 'x-request-id': 'the-fault' })
    await server.sql('ALTER TABLE hidden RENAME TO repo_record')
    expect(answer).toEqual(refused(500, 'InternalServerError', 'Internal Server Error'))
    const faults = server.lines.filter(
      ({ level, requestId }) => level === 'error' && requestId === 'the-fault',
    )
    expect(faults).toEqual([
      expect.objectContaining({
        err: expect.objectContaining({ message: expect.stringContaining('repo_record') }),
      }),
    ])
    expect((await server.get(getRecord.nsid, query)).status).toBe(200)
  })

  it('is not healthy without its database, and comes back with it', async () => {
    const health = () => server.request('GET', '/xrpc/_health')
    const subscriber = new WebSocket(`${server.url.replace('http', 'ws')}/xrpc/${subscribeRepos.nsid}`)
    await once(subscriber, 'open')
    const announced = once(subscriber, 'message')
    const reopen = await server.withoutDatabase()
    expect(await health()).toMatchObject({ status: 503, json: { error: 'Service Unavailable' } })
    expect(await put(server, member, 'lost')).toEqual(refused(500, 'InternalServerError'))
    await reopen()
    await until(async () => (await health()).status === 200)
    expect((await put(server, member, 'again')).status).toBe(200)
    // Sequencer and notifications find their way back by themselves.
    await announced
    subscriber.close()
  })
})

describe('a server that stops', () => {
  it('says so to its subscribers', async () => {
    const server = await WholeServer.start()
    const subscriber = new WebSocket(`${server.url.replace('http', 'ws')}/xrpc/${subscribeRepos.nsid}`)
    await once(subscriber, 'open')
    const closed = once(subscriber, 'close')
    await server.close()
    expect((await closed)[0]).toBe(1001)
  })
})

describe('a server that counts calls', () => {
  let server: WholeServer
  const BYPASS = 'a key that is long enough'
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'true', PDS_RATE_LIMIT_BYPASS_KEY: BYPASS })
  }, START_MAX_MS)
  afterAll(() => server?.close())
  // Nobody has such a password, so that nothing is hashed; the guess counts all the same.
  const guess = (identifier: string, headers = {}) =>
    server.post(createSession.nsid, { identifier, password: 'x'.repeat(600) }, headers)

  it('turns away who guesses at one account, for a while', async () => {
    for (let i = 0; i < 30; i++) expect((await guess('alice.test')).status).toBe(401)
    const answer = await guess('ALICE.test')
    expect(answer).toEqual(refused(429, 'RateLimitExceeded', 'Rate Limit Exceeded'))
    expect(answer.headers).toMatchObject({ 'ratelimit-limit': '30', 'ratelimit-policy': '30;w=300' })
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect((await guess('bob.test')).status).toBe(401)
    expect((await guess('alice.test', { 'x-ratelimit-bypass': BYPASS })).status).toBe(401)
    expect((await guess('alice.test', { 'x-ratelimit-bypass': 'another key' })).status).toBe(429)
    server.clock.advance(5 * MINUTE_MS)
    expect((await guess('alice.test')).status).toBe(401)
  })

  it('counts the writes of an account by what they are', async () => {
    const member = await server.signUp()
    const batch = () => {
      const writes = Array.from({ length: 200 }, () => ({
        $type: `${applyWrites.nsid}#create`,
        collection: OWN,
        value: { $type: OWN },
      }))
      return server.post(applyWrites.nsid, { repo: member.did, writes }, bearer(member.accessJwt))
    }
    for (let i = 0; i < 8; i++) expect((await batch()).status).toBe(200)
    expect(await batch()).toEqual(refused(429, 'RateLimitExceeded'))
    const other = await server.signUp()
    expect((await put(server, other)).status).toBe(200)
    server.clock.advance(HOUR_MS)
    expect((await batch()).status).toBe(200)
  })

  const me = (headers: Record<string, string>, from: Record<string, string> = {}) =>
    server.request('GET', '/admin/v1/me', { ...headers, ...from })

  it('turns an address away from the administration that presents one wrong token after the other', async () => {
    const from = { 'x-forwarded-for': '11.9.0.1' }
    const wrong = bearer('pdsadm_no-token-at-all')
    for (let i = 0; i < 30; i++) expect((await me(wrong, from)).status).toBe(401)
    const { status, json, headers } = await me(wrong, from)
    expect([status, json.code]).toEqual([429, 'rate_limited'])
    expect(headers).toMatchObject({ 'ratelimit-limit': '30', 'ratelimit-policy': '30;w=300' })
    expect([(await me(admin, from)).status, (await me(admin)).status]).toEqual([429, 200])
    server.clock.advance(5 * MINUTE_MS)
    expect((await me(admin, from)).status).toBe(200)
  })

  it('counts whoever administers, wherever they are', async () => {
    const left = async (ip: string) =>
      Number((await me(admin, { 'x-forwarded-for': ip })).headers['ratelimit-remaining'])
    const before = await left('11.9.0.2')
    expect(before).toBeLessThan(1_200)
    expect(await left('11.9.0.3')).toBe(before - 1)
  })

  it('counts tokens of other services before it asks who signed them', async () => {
    const part = (of: object) => Buffer.from(JSON.stringify(of)).toString('base64url')
    const exp = Math.floor(server.clock.nowMs() / 1000) + 60
    const claims = { iss: 'did:example:nobody', aud: 'did:web:localhost', lxm: uploadBlob.nsid, exp }
    const token = `${part({ alg: 'ES256K', typ: 'JWT' })}.${part(claims)}.${part({})}`
    const headers = { ...bearer(token), 'x-forwarded-for': '11.9.0.9' }
    const present = async () => (await server.request('POST', `/xrpc/${uploadBlob.nsid}`, headers)).status
    const statuses = new Set<number>()
    for (let i = 0; i < 30; i++)
      for (const status of await Promise.all(Array.from({ length: 100 }, present))) statuses.add(status)
    expect([...statuses]).toEqual([401])
    expect(await present()).toBe(429)
  })

  it('counts the addresses of an IPv6 network, which one machine may have all of, together', async () => {
    const left = async (ip: string) => {
      const { headers } = await server.request('GET', `/xrpc/${describeServer.nsid}`, {
        'x-forwarded-for': ip,
      })
      return Number(headers['ratelimit-remaining'])
    }
    const before = await left('2001:db8:1:2::1')
    expect(await left('2001:db8:1:2:ffff::7')).toBe(before - 1)
    expect(await left('2001:db8:1:3::1')).toBe(before)
  })

  it('counts all calls of an address, also those of no method', async () => {
    const before = Number((await server.get(describeServer.nsid)).headers['ratelimit-remaining'])
    await server.get('com.example.unknown')
    const after = Number((await server.get(describeServer.nsid)).headers['ratelimit-remaining'])
    expect(before - after).toBe(2)
  })
})

async function until(is: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS
  while (!(await is())) {
    if (performance.now() > deadline) throw new Error('waited in vain')
    await sleep(50)
  }
}
