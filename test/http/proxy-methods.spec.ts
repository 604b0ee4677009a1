import { once } from 'node:events'
import { type IncomingMessage, request as httpRequest } from 'node:http'
import { app, com } from '@guildhall/lexicon'
import { ProxyWorld } from '../support/proxy-world.js'
import { refused } from '../support/refused.js'
import type { StubUpstream } from '../support/stub-upstream.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const QUERY = app.bsky.graph.getFollows.nsid
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

describe('tokens', () => {
  beforeAll(() => appView.json(QUERY, {}))
  const tokenOf = ({ headers }: { headers: { authorization?: string } }) => headers.authorization

  it('are used again for queries, and made anew for procedures and when half their life is over', async () => {
    const ask = async () => (await server.get(QUERY, {}, signedIn), tokenOf(appView.last(QUERY)))
    const first = await ask()
    expect(await ask()).toBe(first)
    server.clock.advance(31_000)
    expect(await ask()).not.toBe(first)
    const act = async () => (await server.post(STRANGE, {}, signedIn), tokenOf(appView.last(STRANGE)))
    expect(await act()).not.toBe(await act())
  })

  it('are new with every call to a service that takes one only once', async () => {
    other.isOnceOnly = true
    try {
      for (let i = 0; i < 3; i++) {
        expect((await server.get(QUERY, {}, { ...signedIn, ...world.toOther })).status).toBe(200)
      }
      // The second call showed it.
      expect(other.of(QUERY).length).toBe(4)
    } finally {
      other.isOnceOnly = false
    }
  })
})

describe('methods with a way of their own', () => {
  const { getFeed, getFeedGenerator, getFeedSkeleton } = app.bsky.feed
  const { registerPush, unregisterPush } = app.bsky.notification
  const FEED = 'at://did:web:feeds.example/app.bsky.feed.generator/good'

  it('getFeed has a token for whoever makes the feed', async () => {
    appView.json(getFeedGenerator.nsid, { view: { did: 'did:web:maker.example' } })
    appView.json(getFeed.nsid, { feed: [] }, 200, { 'atproto-content-labelers': 'x' })
    const answer = await server.get(getFeed.nsid, { feed: FEED, limit: 3 }, signedIn)
    expect(answer).toMatchObject({ status: 200, json: { feed: [] } })
    expect(answer.headers['atproto-content-labelers']).toBe('x')
    expect(appView.last(getFeedGenerator.nsid).claims).toMatchObject({ lxm: getFeedGenerator.nsid })
    expect(appView.last(getFeed.nsid)).toMatchObject({
      url: `/xrpc/${getFeed.nsid}?feed=${encodeURIComponent(FEED)}&limit=3`,
      claims: { iss: member.did, aud: 'did:web:maker.example', lxm: getFeedSkeleton.nsid },
    })
  })

  it('getFeed knows no feed that the AppView does not know', async () => {
    appView.json(getFeedGenerator.nsid, { error: 'InvalidRequest', message: 'no' }, 400)
    const feed = FEED.replace('good', 'bad')
    expect(await server.get(getFeed.nsid, { feed }, signedIn)).toEqual(refused(400, 'UnknownFeed'))
    expect(await server.get(getFeed.nsid, {}, signedIn)).toEqual(refused(400, 'InvalidRequest'))
  })

  it.each([
    ['gzip, zstd', 'gzip;q=1'],
    ['zstd', 'identity;q=1'],
    ['br;q=0.5, identity;q=0.2', 'br;q=0.5, identity;q=0.2'],
  ])('getFeed asks for codings that are understood: %s', async (accepted, asked) => {
    await server.get(getFeed.nsid, { feed: FEED }, { ...signedIn, 'accept-encoding': accepted })
    expect(appView.last(getFeed.nsid).headers['accept-encoding']).toBe(asked)
  })

  it('getFeed refuses codings that nobody has', async () => {
    const ask = (accepted: string) =>
      server.get(getFeed.nsid, { feed: FEED }, { ...signedIn, 'accept-encoding': accepted })
    expect(await ask('zstd, identity;q=0')).toEqual(refused(406, 'NotAcceptable'))
    expect(await ask('gzip;q=7')).toEqual(refused(400, 'InvalidRequest'))
  })

  it('devices are registered with the service that is named', async () => {
    const input = { serviceDid: other.did, token: 't', platform: 'ios', appId: 'a' }
    for (const { nsid } of [registerPush, unregisterPush]) {
      expect((await server.post(nsid, input, signedIn)).status).toBe(200)
      expect(other.last(nsid)).toMatchObject({
        body: Buffer.from(JSON.stringify(input)),
        claims: { iss: member.did, aud: `${other.did}#bsky_notif`, lxm: nsid },
      })
    }
    await server.post(registerPush.nsid, { ...input, serviceDid: appView.did }, signedIn)
    expect(appView.of(registerPush.nsid)).toHaveLength(1)
    other.json(registerPush.nsid, { error: 'TooMany', message: 'devices' }, 409)
    expect(await server.post(registerPush.nsid, input, signedIn)).toEqual(refused(409, 'TooMany', 'devices'))
    const nobody = { ...input, serviceDid: moderation.did }
    expect(await server.post(registerPush.nsid, nobody, signedIn)).toEqual(refused(400, 'InvalidRequest'))
  })

  it('nobody waits for an account', async () => {
    const { nsid } = com.atproto.temp.checkSignupQueue
    expect((await server.get(nsid, {}, signedIn)).json).toEqual({ activated: true })
    expect(await server.get(nsid)).toEqual(refused(401, 'AuthMissing'))
  })
})

describe('records', () => {
  const { createRecord, getRecord } = com.atproto.repo
  const wanted = {
    repo: 'did:web:elsewhere.example',
    collection: 'app.bsky.feed.post',
    rkey: '3jzfcijpj2z2a',
  }

  it('of others are those that the AppView knows, for anybody', async () => {
    const record = {
      uri: 'at://did:web:elsewhere.example/app.bsky.feed.post/3jzfcijpj2z2a',
      value: { text: 'x' },
    }
    appView.isOpen = true
    try {
      appView.json(getRecord.nsid, record)
      expect(await server.get(getRecord.nsid, wanted)).toMatchObject({ status: 200, json: record })
      const { headers, url } = appView.last(getRecord.nsid)
      expect(headers.authorization).toBeUndefined()
      expect(url).toBe(`/xrpc/${getRecord.nsid}?${new URLSearchParams(wanted).toString()}`)
      appView.json(getRecord.nsid, { error: 'RecordNotFound', message: 'no' }, 400)
      expect(await server.get(getRecord.nsid, wanted)).toEqual(refused(400, 'RecordNotFound', 'no'))
    } finally {
      appView.isOpen = false
    }
  })

  it('of accounts here are nobody else’s business', async () => {
    const asked = appView.of(getRecord.nsid).length
    const record = { $type: wanted.collection, text: 'x', createdAt: '2026-01-01T00:00:00Z' }
    const mine = { ...wanted, repo: member.did }
    await server.post(createRecord.nsid, { ...mine, record }, signedIn)
    expect(await server.get(getRecord.nsid, mine)).toMatchObject({ status: 200, json: { value: record } })
    expect(await server.get(getRecord.nsid, { ...mine, rkey: '3jzfcijpj2z2b' })).toEqual(
      refused(400, 'RecordNotFound'),
    )
    expect(appView.of(getRecord.nsid)).toHaveLength(asked)
  })
})

describe('a server without an AppView', () => {
  it('passes on only what is for a service that the client names, for as long as may be', async () => {
    const alone = await WholeServer.start({
      PDS_PROXY_BARE_AUDIENCE: 'true',
      PDS_PROXY_TOTAL_TIMEOUT: '1500',
    })
    try {
      other.plcUrl = `${alone.url}/plc`
      other.nowMs = () => alone.clock.nowMs()
      const headers = bearer((await alone.signUp()).accessJwt)
      expect(await alone.get(QUERY, {}, headers)).toEqual(
        refused(400, 'InvalidRequest', `No service configured for ${QUERY}`),
      )
      expect((await alone.get(STRANGE, {}, { ...headers, ...world.toOther })).status).toBe(200)
      expect(other.last(STRANGE).claims).toMatchObject({ aud: other.did })
      const dripping = await drip(alone, headers)
      await expect(dripping.toArray()).rejects.toThrow('aborted')
    } finally {
      other.plcUrl = `${server.url}/plc`
      await alone.close()
    }
  })
})

/** An answer of which another byte comes before anybody loses patience, and never the last. */
async function drip(alone: WholeServer, headers: Record<string, string>): Promise<IncomingMessage> {
  other.handle(STRANGE, (_request, response) => {
    const timer = setInterval(() => response.write('x'), 50)
    response.once('close', () => clearInterval(timer)).on('error', () => undefined)
  })
  const url = `${alone.url}/xrpc/${STRANGE}`
  const request = httpRequest(url, { headers: { ...headers, ...world.toOther }, agent: false }).end()
  const [answer] = (await once(request, 'response')) as [IncomingMessage]
  return answer
}
