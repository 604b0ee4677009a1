import { com } from '@guildhall/lexicon'
import { OAuthCallbackError, OAuthResponseError, type OAuthSession } from '@atproto/oauth-client-node'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PlcAtRoot } from '../e2e/plc-at-root.js'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import { DnsServer } from '../support/dns-server.js'
import { eventually } from '../support/eventually.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'
import { allow, refuse, typePassword } from './member-pages.js'
import { CallbackServer, NodeApp } from './node-app.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000
const ACTION_MAX_MS = 20_000
const SET = 'test.sets.auth'
const NOTE = 'test.sets.note'
const SCOPE = `atproto repo:app.bsky.feed.post?action=create blob:image/* account:email include:${SET}`
const POST = 'app.bsky.feed.post'

describeInChromium('an application with @atproto/oauth-client-node', () => {
  let dns: DnsServer
  let publisher: WholeServer
  let server: WholeServer
  let plc: PlcAtRoot
  let host: ClientMetadataHost
  let answers: CallbackServer
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let member: Member
  beforeAll(async () => {
    dns = await DnsServer.start()
    publisher = await WholeServer.start()
    server = await WholeServer.start({
      PDS_DID_PLC_URL: `${publisher.url}/plc`,
      PDS_HANDLE_BACKUP_NAMESERVERS: dns.address,
      PDS_DNS_TIMEOUT_MS: '250',
    })
    await publishSet()
    plc = await PlcAtRoot.open(`${publisher.url}/plc`)
    host = await ClientMetadataHost.start(server)
    answers = await CallbackServer.start()
    // The application is on a public host, which is here.
    browser = await startChromium({ [new URL(REDIRECT_URI).hostname]: answers.tlsPlace })
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await answers?.close()
    await host?.close()
    await plc?.close()
    await server?.close()
    await publisher?.close()
    await dns?.close()
  })
  beforeEach(async () => {
    member = await server.signUp()
    context = await browser.newContext({ locale: 'en', ignoreHTTPSErrors: true })
    context.setDefaultTimeout(ACTION_MAX_MS)
    page = await context.newPage()
  })
  afterEach(() => context?.close())

  async function publishSet(): Promise<void> {
    const author = await publisher.signUp()
    dns.set('_lexicon.sets.test', `did=${author.did}`)
    const { schema } = com.atproto.lexicon
    const permissions = [{ type: 'permission', resource: 'repo', collection: [NOTE] }]
    const main = { type: 'permission-set', title: 'Notes of the set', detail: 'Writes notes.', permissions }
    const record = { $type: schema.nsid, lexicon: 1, id: SET, defs: { main } }
    const place = { repo: author.did, collection: schema.nsid, rkey: SET }
    const put = com.atproto.repo.putRecord.nsid
    expect(await publisher.post(put, { ...place, record }, bearer(author.accessJwt))).toMatchObject({
      status: 200,
    })
  }

  const surroundings = () => ({ plcDirectoryUrl: plc.url, scope: SCOPE })
  const loopback = (responseMode?: 'form_post') =>
    NodeApp.loopback(answers, { ...surroundings(), ...(responseMode && { responseMode }) })
  const confidential = () =>
    NodeApp.confidential(answers, host, { ...surroundings(), redirectUri: REDIRECT_URI })

  async function call(session: OAuthSession, nsid: string, input?: object) {
    const init = input && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    }
    const answer = await session.fetchHandler(`/xrpc/${nsid}`, init)
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> }
  }
  const who = (session: OAuthSession) => call(session, com.atproto.server.getSession.nsid)
  const write = (session: OAuthSession, collection: string) =>
    call(session, com.atproto.repo.createRecord.nsid, {
      repo: session.sub,
      collection,
      validate: false,
      record: { $type: collection, text: 'hello', createdAt: '2026-01-01T00:00:00Z' },
    })

  /** Signed in for the first time, by password, to stay, with all that is asked for. */
  async function signIn(app: NodeApp, who = member): Promise<OAuthSession> {
    await app.begin(page, who.did)
    await page.getByLabel('Stay signed in').check()
    await typePassword(page)
    await allow(page)
    return (await app.end()).session
  }

  it.each([
    ['under development', async () => loopback()],
    ['that proves who it is by a key', confidential],
  ])(
    '%s acts within what it was allowed, goes on, and ends',
    async (_what, make) => {
      const app = await make()
      await app.begin(page, member.did, { state: 'where it was' })
      expect(await page.textContent('main')).toContain(app.client.clientMetadata.client_id)
      await typePassword(page)
      await page.getByText('Notes of the set').waitFor()
      await allow(page, 'See your email address')
      const { session, state } = await app.end()
      expect(state).toBe('where it was')
      expect(session.sub).toBe(member.did)
      const granted = (await session.getTokenInfo(false)).scope.split(' ').sort()
      expect(granted).toEqual(
        ['atproto', 'blob:image/*', `repo:${NOTE}`, `repo:${POST}?action=create`].sort(),
      )

      expect(await who(session)).toMatchObject({
        status: 200,
        json: { did: member.did, handle: member.handle },
      })
      expect((await who(session)).json).not.toHaveProperty('email')
      for (const collection of [POST, NOTE])
        expect(await write(session, collection)).toMatchObject({ status: 200 })
      expect(await write(session, 'app.bsky.feed.like')).toMatchObject({
        status: 403,
        json: { error: 'ScopeMissingError' },
      })

      const before = app.sessions.get(member.did)!.tokenSet
      const next = await app.client.restore(member.did, true)
      const after = app.sessions.get(member.did)!.tokenSet
      expect(after.refresh_token).not.toBe(before.refresh_token)
      expect(await who(next)).toMatchObject({ status: 200 })

      const kept = app.sessions.get(member.did)!
      await next.signOut()
      expect(app.sessions.has(member.did)).toBe(false)
      // As somebody would do who has made a copy.
      app.sessions.set(member.did, kept)
      await expect(app.client.restore(member.did, true)).rejects.toThrow()
    },
    TEST_MAX_MS,
  )

  it(
    'is told when it is turned away',
    async () => {
      const app = loopback()
      await app.begin(page, server.url, { state: 'mine' })
      await typePassword(page, member.handle)
      await refuse(page)
      const failure = await app.end().catch((error: unknown) => error)
      expect(failure).toBeInstanceOf(OAuthCallbackError)
      const { params, state } = failure as OAuthCallbackError
      expect([params.get('error'), state]).toEqual(['access_denied', 'mine'])
    },
    TEST_MAX_MS,
  )

  it(
    'is answered by a form that the browser sends',
    async () => {
      const app = loopback('form_post')
      const session = await signIn(app)
      await page.waitForURL(answers.url)
      expect(await who(session)).toMatchObject({ status: 200 })
    },
    TEST_MAX_MS,
  )

  it(
    'acts for several accounts of one browser, each as long as it is signed in',
    async () => {
      const app = loopback()
      const first = await signIn(app)
      const other = await server.signUp()
      const second = await signIn(app, other)
      await app.begin(page, server.url)
      await page.getByRole('heading', { name: 'Choose an account' }).waitFor()
      for (const { handle } of [member, other]) await page.getByRole('button', { name: handle }).waitFor()
      await page.getByRole('button', { name: member.handle }).click()
      await allow(page)
      const third = (await app.end()).session
      expect([first.sub, second.sub, third.sub]).toEqual([member.did, other.did, member.did])
      await third.signOut()
      expect(await who(second)).toMatchObject({ status: 200, json: { did: other.did } })
    },
    TEST_MAX_MS,
  )

  it(
    'may want the member to prove anew who it is, to choose an account, to be asked again, or to make an account',
    async () => {
      const app = loopback()
      await signIn(app)

      // Remembered: nothing is asked but whether the application may.
      await app.begin(page, member.did, { prompt: 'consent' })
      await allow(page)
      expect((await app.end()).session.sub).toBe(member.did)

      await app.begin(page, member.did, { prompt: 'login' })
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await page.getByLabel('Stay signed in').check()
      await typePassword(page)
      await allow(page)
      expect((await app.end()).session.sub).toBe(member.did)

      await app.begin(page, server.url, { prompt: 'select_account' })
      await page.getByRole('button', { name: member.handle }).click()
      await allow(page)
      expect((await app.end()).session.sub).toBe(member.did)

      await app.begin(page, server.url, { prompt: 'create' })
      await page.getByLabel('Handle', { exact: true }).fill('brandnew')
      await page.getByLabel('Email address').fill('brandnew@example.com')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Create account' }).click()
      await allow(page)
      expect(await who((await app.end()).session)).toMatchObject({ json: { handle: 'brandnew.test' } })

      const silent = await app.begin(page, member.did, { prompt: 'none' }).catch((error: unknown) => error)
      expect(silent).toBeInstanceOf(OAuthResponseError)
    },
    TEST_MAX_MS,
  )

  it(
    'that proves who it is signs in without a question, once it was allowed to, and is told why it cannot before',
    async () => {
      const app = await confidential()
      const silently = async () => {
        await app.begin(page, member.did, { prompt: 'none' })
        return app.end().then(
          ({ session }) => session.sub,
          (error: OAuthCallbackError) => error.params.get('error'),
        )
      }
      expect(await silently()).toBe('login_required')
      await signIn(app)
      expect(await silently()).toBe(member.did)
    },
    TEST_MAX_MS,
  )

  it(
    'ends everywhere when the account says so',
    async () => {
      const app = loopback()
      const session = await signIn(app)
      const { deleteAccount } = com.atproto.admin
      await server.post(deleteAccount.nsid, { did: member.did }, admin)
      await eventually(async () => {
        const failed = await who(session).then(
          ({ status }) => status !== 200,
          () => true,
        )
        return failed
      }, 'the session has ended')
    },
    TEST_MAX_MS,
  )
})
