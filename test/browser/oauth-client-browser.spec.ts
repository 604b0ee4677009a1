import { com } from '@guildhall/lexicon'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { PlcAtRoot } from '../e2e/plc-at-root.js'
import { type Member, WholeServer } from '../support/whole-server.js'
import { BrowserApp } from './browser-app.js'
import { describeInChromium, startChromium } from './chromium.js'
import { allow, refuse, typePassword } from './member-pages.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000
const ACTION_MAX_MS = 20_000
const SCOPE = 'atproto repo:com.example.note account:email'
const { getSession } = com.atproto.server
const { createRecord } = com.atproto.repo

/** What the application knows when its page is there. */
interface Begun {
  sub?: string
  state?: string
  error?: string
  code?: string
}

describeInChromium('an application with @atproto/oauth-client-browser', () => {
  let server: WholeServer
  let plc: PlcAtRoot
  let apps: Record<'fragment' | 'query', BrowserApp>
  let app: BrowserApp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let member: Member
  beforeAll(async () => {
    server = await WholeServer.start()
    plc = await PlcAtRoot.open(`${server.url}/plc`)
    const settings = { pdsUrl: server.url, plcDirectoryUrl: plc.url, scope: SCOPE }
    const start = (responseMode: 'fragment' | 'query') => BrowserApp.start({ ...settings, responseMode })
    apps = { fragment: await start('fragment'), query: await start('query') }
    browser = await startChromium()
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    for (const one of Object.values(apps ?? {})) await one.close()
    await plc?.close()
    await server?.close()
  })
  beforeEach(async () => {
    member = await server.signUp()
    app = apps.fragment
    context = await browser.newContext({ locale: 'en' })
    context.setDefaultTimeout(ACTION_MAX_MS)
    page = await context.newPage()
    await open()
  })
  afterEach(() => context?.close())

  /** Something the application does; what it is called with is JSON. */
  const act = <T>(what: string, ...values: unknown[]): Promise<T> =>
    page.evaluate(`app.${what}(${values.map((value) => JSON.stringify(value)).join(', ')})`)

  async function open(): Promise<void> {
    await page.goto(app.url)
    await page.waitForFunction('globalThis.app')
  }

  /** Goes to the pages of the server. */
  async function leave(input: string, more: object = {}): Promise<void> {
    // Nobody waits for what never comes: the page is gone by then.
    await page.evaluate(`void app.signIn(${JSON.stringify(input)}, ${JSON.stringify(more)})`)
    await page.waitForURL(`${server.url}/**`)
  }

  /** Waits until the browser is back. */
  async function back(): Promise<Begun> {
    await page.waitForURL(`${app.url}**`)
    await page.waitForFunction('globalThis.app')
    return page.evaluate('app.begun')
  }

  async function signIn(who = member): Promise<Begun> {
    await leave(who.handle)
    await page.getByLabel('Stay signed in').check()
    await typePassword(page)
    await allow(page)
    return back()
  }

  const call = (sub: string, nsid: string, input?: object) =>
    act<{ status: number; json: Record<string, unknown> }>(
      'call',
      sub,
      `/xrpc/${nsid}`,
      input && {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(input),
      },
    )
  const write = (sub: string, collection: string) =>
    call(sub, createRecord.nsid, {
      repo: sub,
      collection,
      validate: false,
      record: { $type: collection, text: 'hello' },
    })

  it.each(['fragment', 'query'] as const)(
    'acts within what it was allowed, goes on, and ends; the answer comes in the %s',
    async (responseMode) => {
      app = apps[responseMode]
      await open()
      await leave(member.handle, { state: 'where it was' })
      await typePassword(page)
      await allow(page, 'See your email address')
      expect(await back()).toEqual({ sub: member.did, state: 'where it was' })

      const who = await call(member.did, getSession.nsid)
      expect(who).toMatchObject({ status: 200, json: { handle: member.handle } })
      expect(who.json).not.toHaveProperty('email')
      expect(await write(member.did, 'com.example.note')).toMatchObject({ status: 200 })
      expect(await write(member.did, 'com.example.other')).toMatchObject({ status: 403 })

      expect(await act('refresh', member.did)).toBe('atproto repo:com.example.note')
      // It is still signed in when its page is opened anew.
      await open()
      expect(await page.evaluate('app.begun')).toEqual({ sub: member.did })
      expect(await call(member.did, getSession.nsid)).toMatchObject({ status: 200 })

      await act('revoke', member.did)
      await expect(call(member.did, getSession.nsid)).rejects.toThrow()
      await open()
      expect(await page.evaluate('app.begun')).toEqual({})
    },
    TEST_MAX_MS,
  )

  it(
    'is told when it is turned away',
    async () => {
      await leave(member.handle, { state: 'mine' })
      await typePassword(page)
      await refuse(page)
      expect(await back()).toMatchObject({ code: 'access_denied' })
    },
    TEST_MAX_MS,
  )

  it(
    'acts for several accounts, which its member chooses from',
    async () => {
      await signIn()
      const other = await server.signUp()
      await signIn(other)
      await leave(server.url)
      await page.getByRole('button', { name: other.handle }).waitFor()
      await page.getByRole('button', { name: member.handle }).click()
      await allow(page)
      expect(await back()).toMatchObject({ sub: member.did })
      for (const { did, handle } of [member, other])
        expect(await call(did, getSession.nsid)).toMatchObject({ status: 200, json: { handle } })
    },
    TEST_MAX_MS,
  )

  it(
    'is told what it may not want: to sign somebody in silently, as it cannot prove who it is',
    async () => {
      await signIn()
      const refused = await act('signIn', member.did, { prompt: 'none' })
      expect(refused).toMatchObject({ code: 'invalid_request' })
    },
    TEST_MAX_MS,
  )
})
