import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { com } from '@guildhall/lexicon'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { newVerifier, OAuthApp, ProofKey, type Reply, sessionOf } from '../support/oauth-app.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000
const SCOPE = 'atproto repo:app.bsky.feed.post blob:image/* account:email'

describeInChromium('the authorization server in a browser', () => {
  let server: WholeServer
  let sink: SmtpSink
  let callback: Server
  let browser: Browser
  let context: BrowserContext
  let member: Member
  let forgetful: Member
  let app: OAuthApp
  beforeAll(async () => {
    sink = await SmtpSink.start()
    server = await WholeServer.start({
      PDS_EMAIL_SMTP_URL: sink.url,
      PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    })
    callback = createServer((_request, response) => response.end('back at the app'))
    callback.listen(0, '127.0.0.1')
    await once(callback, 'listening')
    browser = await startChromium()
    member = await server.signUp()
    forgetful = await server.signUp()
    const params = new URLSearchParams({ scope: SCOPE, redirect_uri: 'http://127.0.0.1/callback' })
    const redirectUri = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/callback`
    app = new OAuthApp(server.url, `http://localhost?${params.toString()}`, { redirectUri })
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    callback?.close()
    await server?.close()
    await sink?.close()
  })
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en' })
  })
  afterEach(() => context?.close())

  interface Asked {
    page: Page
    pushed: Reply
    key: ProofKey
    verifier: string
    faults: string[]
  }

  /** Opens the page of a new request. */
  async function ask(more: Record<string, string> = {}, within = context): Promise<Asked> {
    const [key, verifier] = [new ProofKey(), newVerifier()]
    const pushed = await app.push(app.request(verifier, { scope: SCOPE, ...more }), key)
    expect(pushed).toMatchObject({ status: 201 })
    const page = await within.newPage()
    const faults: string[] = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await page.goto(app.authorizeUrl(pushed))
    return { page, pushed, key, verifier, faults }
  }

  async function signIn(page: Page, password = PASSWORD): Promise<void> {
    await page.getByLabel('Handle or email address').fill(member.handle)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  /** Waits for the application to be called, and gives what it is told. */
  async function back(page: Page): Promise<URLSearchParams> {
    await page.waitForURL(`${app.redirectUri}?**`)
    expect(await page.textContent('body')).toBe('back at the app')
    return new URL(page.url()).searchParams
  }

  it(
    'lets a member sign in and agree to a part, and the application act within it',
    async () => {
      const { page, key, verifier, faults } = await ask()
      expect(await page.textContent('main')).toContain(app.clientId)
      await signIn(page, 'not the password')
      await page.getByText('The handle, email address or password is wrong.').waitFor()
      await signIn(page)
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
      expect(await page.getByText(member.handle).isVisible()).toBe(true)
      await page.getByRole('checkbox', { name: 'See your email address' }).uncheck()
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      const answer = await back(page)
      const session = sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)
      expect(session.sub).toBe(member.did)
      expect(session.scope.split(' ').sort()).toEqual(['atproto', 'blob:image/*', 'repo:app.bsky.feed.post'])
      const who = await app.method('GET', com.atproto.server.getSession.nsid, session)
      expect(who).toMatchObject({ status: 200, json: { handle: member.handle } })
      expect(who.json).not.toHaveProperty('email')
      expect(faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'works without scripts, and lets a member refuse',
    async () => {
      const still = await browser.newContext({ locale: 'de', javaScriptEnabled: false })
      const { page } = await ask({}, still)
      await page.getByLabel('Handle oder E-Mail-Adresse').fill(member.handle)
      await page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Anmelden' }).click()
      await page.getByRole('button', { name: 'Nicht erlauben' }).click()
      expect((await back(page)).get('error')).toBe('access_denied')
      await still.close()
    },
    TEST_MAX_MS,
  )

  it(
    'offers the accounts that a browser knows, or another one',
    async () => {
      const first = await ask()
      await first.page.getByLabel('Stay signed in').check()
      await signIn(first.page)
      await first.page.getByRole('button', { name: 'Do not allow' }).click()
      await back(first.page)
      const { page } = await ask()
      await page.getByRole('heading', { name: 'Choose an account' }).waitFor()
      await page.getByRole('button', { name: 'Use another account' }).click()
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
      await page.getByRole('link', { name: 'Choose one of your accounts' }).click()
      await page.getByRole('button', { name: member.handle }).click()
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    },
    TEST_MAX_MS,
  )

  it(
    'lets somebody sign up on the way, and say no to nothing',
    async () => {
      const { page } = await ask({ prompt: 'create' })
      await page.getByLabel('Handle', { exact: true }).fill('newcomer')
      await page.getByText('newcomer.test is free.').waitFor()
      await page.getByLabel('Email address').fill('newcomer@example.com')
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Create account' }).click()
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
      expect(await page.getByText('newcomer.test').first().isVisible()).toBe(true)
      await page.getByRole('button', { name: 'Allow', exact: true }).click()
      expect((await back(page)).has('code')).toBe(true)
    },
    TEST_MAX_MS,
  )

  it(
    'gives a member who has forgotten the password a new one',
    async () => {
      const { page } = await ask()
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await page.getByLabel('Email address').fill(forgetful.email)
      await page.getByRole('button', { name: 'Send code' }).click()
      await page.getByLabel('Code from the email').fill(codeIn(await sink.next(forgetful.email)))
      await page.getByLabel('New password').fill('another password')
      await page.getByRole('button', { name: 'Save password' }).click()
      await page.getByRole('heading', { name: 'Your password is changed' }).waitFor()
      await page.getByRole('link', { name: 'Sign in' }).click()
      await page.getByLabel('Handle or email address').fill(forgetful.email)
      await page.getByLabel('Password', { exact: true }).fill('another password')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
    },
    TEST_MAX_MS,
  )

  it(
    'explains what is over, and leaves nobody in a request of somebody else',
    async () => {
      const { page, pushed } = await ask()
      await page.getByRole('button', { name: 'Cancel' }).click()
      await back(page)
      await page.goto(app.authorizeUrl(pushed))
      await page.getByRole('heading', { name: 'This did not work' }).waitFor()
      await page.goto(`${server.url}/oauth/interaction/nobodys`)
      await page.getByText('This took too long, or was done already.').waitFor()
    },
    TEST_MAX_MS,
  )
})
