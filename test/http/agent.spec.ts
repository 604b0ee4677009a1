import { AtpAgent, type AtpSessionEvent } from '@atproto/api'
import { PASSWORD, type Member, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

/** The official client, with what it tells its application about the session. */
function newAgent() {
  const events: AtpSessionEvent[] = []
  const agent = new AtpAgent({ service: server.url, persistSession: (event) => void events.push(event) })
  return { agent, events }
}

async function signedIn(password = PASSWORD) {
  const made = newAgent()
  await made.agent.login({ identifier: member.handle, password })
  return made
}

const post = (agent: AtpAgent, text: string) =>
  agent.com.atproto.repo.createRecord({
    repo: agent.assertDid,
    collection: 'app.bsky.feed.post',
    record: { $type: 'app.bsky.feed.post', text, createdAt: '2026-01-01T00:00:00Z' },
  })

describe('the official client', () => {
  it('signs up, in, and out', async () => {
    const { agent, events } = newAgent()
    const name = `agent${Date.now().toString(36)}`
    await agent.createAccount({ handle: `${name}.test`, email: `${name}@example.com`, password: PASSWORD })
    expect(agent.session).toMatchObject({ handle: `${name}.test`, active: true, emailConfirmed: false })
    await agent.logout()
    expect(agent.session).toBeUndefined()
    await agent.login({ identifier: `${name}@example.com`, password: PASSWORD })
    expect((await agent.com.atproto.server.getSession()).data.handle).toBe(`${name}.test`)
    expect(events).toEqual(['create', 'expired', 'create'])
  })

  it('is told which sign-in failed, and why', async () => {
    await expect(signedIn('another password')).rejects.toMatchObject({
      status: 401,
      error: 'AuthenticationRequired',
    })
    await server.setStatus(member.did, 'takendown')
    await expect(signedIn()).rejects.toMatchObject({ status: 401, error: 'AccountTakedown' })
    const { agent } = newAgent()
    await agent.login({ identifier: member.handle, password: PASSWORD, allowTakendown: true })
    expect(agent.session).toMatchObject({ active: false, status: 'takendown' })
  })

  it('goes on when its access token has expired, and its user notices nothing', async () => {
    const { agent, events } = await signedIn()
    const before = agent.session!
    server.clock.advance(3 * HOUR_MS)
    await post(agent, 'after three hours')
    expect(events).toEqual(['create', 'update'])
    expect(agent.session!.accessJwt).not.toBe(before.accessJwt)
    expect(agent.session!.refreshJwt).not.toBe(before.refreshJwt)
    server.clock.advance(24 * HOUR_MS)
    await post(agent, 'after a day')
    expect(events).toEqual(['create', 'update', 'update'])
  })

  it('goes on when several calls find out at the same time', async () => {
    const { agent, events } = await signedIn()
    server.clock.advance(3 * HOUR_MS)
    const written = await Promise.all(Array.from({ length: 6 }, (_, i) => post(agent, `call ${i}`)))
    expect(new Set(written.map(({ data }) => data.uri)).size).toBe(6)
    expect(new Set(events)).toEqual(new Set(['create', 'update']))
    await post(agent, 'afterwards')
  })

  it('goes on in two windows, which refresh the same session at the same time', async () => {
    const { agent } = await signedIn()
    const windows = await Promise.all(
      [1, 2].map(async () => {
        const other = newAgent().agent
        await other.resumeSession(agent.session!)
        return other
      }),
    )
    server.clock.advance(3 * HOUR_MS)
    await Promise.all(windows.map((window, i) => post(window, `window ${i}`)))
    server.clock.advance(HOUR_MS)
    await Promise.all(windows.map((window, i) => post(window, `window ${i} again`)))
  })

  it('knows when its session was ended elsewhere, and that it has to sign in', async () => {
    const { agent, events } = await signedIn()
    const elsewhere = newAgent().agent
    await elsewhere.resumeSession(agent.session!)
    await elsewhere.logout()
    server.clock.advance(3 * HOUR_MS)
    await expect(post(agent, 'too late')).rejects.toMatchObject({ status: 400, error: 'ExpiredToken' })
    expect(events.at(-1)).toBe('expired')
    expect(agent.session).toBeUndefined()
    await agent.login({ identifier: member.handle, password: PASSWORD })
    await post(agent, 'signed in again')
  })

  it('knows at once, though its access token has not expired', async () => {
    const { agent, events } = await signedIn()
    const elsewhere = newAgent().agent
    await elsewhere.resumeSession(agent.session!)
    await elsewhere.logout()
    for (let tries = 0; agent.session && tries < 1_000; tries++) {
      await agent.com.atproto.server.getSession().catch(() => undefined)
    }
    expect([agent.session, events.at(-1)]).toEqual([undefined, 'expired'])
  })

  it('has less power with an app password, which it keeps while it refreshes', async () => {
    const owner = (await signedIn()).agent
    const { data } = await owner.com.atproto.server.createAppPassword({ name: 'client' })
    const { agent } = await signedIn(data.password)
    server.clock.advance(3 * HOUR_MS)
    await post(agent, 'by an application')
    const more = agent.com.atproto.server.createAppPassword({ name: 'more' })
    await expect(more).rejects.toMatchObject({ status: 400, error: 'InvalidToken' })
    await owner.com.atproto.server.revokeAppPassword({ name: 'client' })
    for (let tries = 0; agent.session && tries < 1_000; tries++) await post(agent, 'x').catch(() => undefined)
    expect(agent.session).toBeUndefined()
  })

  it('keeps preferences', async () => {
    const { agent } = await signedIn()
    await agent.setAdultContentEnabled(true)
    await agent.addMutedWord({ value: 'noise', targets: ['content'], actorTarget: 'all' })
    const { moderationPrefs } = await (await signedIn()).agent.getPreferences()
    expect(moderationPrefs.adultContentEnabled).toBe(true)
    expect(moderationPrefs.mutedWords.map(({ value }) => value)).toEqual(['noise'])
  })

  it('gets tokens with which its account calls other services', async () => {
    const { agent } = await signedIn()
    const aud = 'did:web:service.example.com#bsky_appview'
    const { data } = await agent.com.atproto.server.getServiceAuth({ aud, lxm: 'app.bsky.feed.getTimeline' })
    const claims = JSON.parse(Buffer.from(data.token.split('.')[1]!, 'base64url').toString()) as object
    expect(claims).toMatchObject({ iss: member.did, aud, lxm: 'app.bsky.feed.getTimeline' })
  })
})
