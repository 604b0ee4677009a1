import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { SignOut } from '../../src/account/index.js'
import { OAuthApp, newVerifier, ProofKey, sessionOf } from '../support/oauth-app.js'
import { OAuthBrowser } from '../support/oauth-browser.js'
import { admin, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { getSession, createAppPassword, getServiceAuth } = com.atproto.server
const { createRecord, deleteRecord, uploadBlob } = com.atproto.repo
const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000

let server: WholeServer
let member: Member & { password: string }
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = { ...(await server.signUp()), password: PASSWORD }
})
afterAll(() => server?.close())

const post = (did: string, text = 'hello') => ({
  repo: did,
  collection: 'app.bsky.feed.post',
  record: { $type: 'app.bsky.feed.post', text, createdAt: '2026-01-01T00:00:00Z' },
})

describe('the authorization server', () => {
  test(
    'an application is allowed, acts, goes on and ends',
    async () => {
      const app = OAuthApp.loopback(server.url)
      const session = await app.signIn(member)
      expect(session).toMatchObject({ sub: member.did, scope: 'atproto transition:generic' })

      const who = await app.method('GET', getSession.nsid, session)
      expect(who).toMatchObject({ status: 200, json: { did: member.did, handle: member.handle } })
      expect(who.json).not.toHaveProperty('email')
      expect(who.headers.get('dpop-nonce')).toBeTruthy()
      expect(await app.method('POST', createRecord.nsid, session, { input: post(member.did) })).toMatchObject(
        {
          status: 200,
        },
      )

      const open = await server.app.get(SignOut, { strict: false }).openSessions(member.did as Did)
      expect(open.map(({ kind }) => kind).sort()).toEqual(['application', 'password'])
      expect(open.find(({ kind }) => kind === 'application')?.name).toMatch(/^http:\/\/localhost/)

      const next = sessionOf(await app.refresh(session), session.key)
      expect(next.refresh).not.toBe(session.refresh)
      expect(await app.method('GET', getSession.nsid, next)).toMatchObject({ status: 200 })

      expect(await app.revoke(next.access)).toMatchObject({ status: 200 })
      await until(async () => (await app.method('GET', getSession.nsid, next)).status === 401)
      expect(await app.refresh(next)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    },
    TEST_MAX_MS,
  )

  test(
    'what is unticked is not granted',
    async () => {
      const scope = 'atproto repo:app.bsky.feed.post?action=create repo:app.bsky.feed.like'
      const app = OAuthApp.loopback(server.url, scope)
      const key = new ProofKey()
      const verifier = newVerifier()
      const pushed = await app.push(app.request(verifier, { scope }), key)
      expect(pushed).toMatchObject({ status: 201 })
      const kept = ['repo:app.bsky.feed.post?action=create']
      const answer = await app.authorize(new OAuthBrowser(server.url), member, pushed, kept)
      const session = sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)
      expect(session.scope.split(' ').sort()).toEqual(['atproto', ...kept])
      expect(await app.method('POST', createRecord.nsid, session, { input: post(member.did) })).toMatchObject(
        {
          status: 200,
        },
      )
      for (const [nsid, input] of [
        [deleteRecord.nsid, { repo: member.did, collection: 'app.bsky.feed.post', rkey: 'a' }],
        [createRecord.nsid, { ...post(member.did), collection: 'app.bsky.feed.like' }],
        [uploadBlob.nsid, {}],
      ] as const) {
        const reply = await app.method('POST', nsid, session, { input })
        expect(reply).toMatchObject({ status: 403, json: { error: 'ScopeMissingError' } })
      }
      const query = `?${new URLSearchParams({ aud: 'did:web:api.bsky.app#bsky_appview', lxm: 'app.bsky.feed.getTimeline' }).toString()}`
      expect(await app.method('GET', getServiceAuth.nsid, session, { query })).toMatchObject({ status: 403 })
      expect(
        await app.method('POST', createAppPassword.nsid, session, { input: { name: 'x' } }),
      ).toMatchObject({ status: 403, json: { error: 'Forbidden' } })
    },
    TEST_MAX_MS,
  )

  test(
    'the address is shown to those who may see it',
    async () => {
      const scope = 'atproto account:email'
      const app = OAuthApp.loopback(server.url, scope)
      const session = await app.signIn(member, scope)
      expect(await app.method('GET', getSession.nsid, session)).toMatchObject({
        json: { email: member.email, emailConfirmed: false },
      })
    },
    TEST_MAX_MS,
  )

  test(
    'a denial leads back to the application, and the request is over',
    async () => {
      const app = OAuthApp.loopback(server.url)
      const pushed = await app.push(app.request(newVerifier(), { state: 'my state' }), new ProofKey())
      const browser = new OAuthBrowser(server.url)
      const page = await browser.open(app.authorizeUrl(pushed))
      const { location } = await browser.send(page, { decision: 'deny' })
      const answer = Object.fromEntries(new URL(location!).searchParams)
      expect(answer).toMatchObject({ error: 'access_denied', state: 'my state', iss: server.url })
      expect((await browser.open(app.authorizeUrl(pushed))).status).toBe(400)
    },
    TEST_MAX_MS,
  )

  test(
    'a new password, a takedown and a deletion end what applications have',
    async () => {
      const app = OAuthApp.loopback(server.url)
      const session = await app.signIn(member)
      const { updateAccountPassword } = com.atproto.admin
      await server.post(updateAccountPassword.nsid, { did: member.did, password: 'another password' }, admin)
      await until(async () => (await app.method('GET', getSession.nsid, session)).status === 401)
      expect(await app.refresh(session)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    },
    TEST_MAX_MS,
  )

  test(
    'secrets are kept as digests only',
    async () => {
      const session = await OAuthApp.loopback(server.url).signIn(member)
      const rows = await server.sql<{ text: string }>(
        `SELECT row_to_json(oauth_model)::text AS text FROM oauth_model
       UNION ALL SELECT row_to_json(oauth_session)::text FROM oauth_session`,
      )
      expect(rows.length).toBeGreaterThan(0)
      for (const { text } of rows) expect(text).not.toContain(session.refresh)
      const logged = server.lines.map((line) => JSON.stringify(line)).join('\n')
      expect(logged).not.toContain(session.refresh)
      expect(logged).not.toContain(session.access)
    },
    TEST_MAX_MS,
  )
})

async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20))
}
