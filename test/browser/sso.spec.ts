import { com } from '@guildhall/lexicon'
import type { Browser, Page } from 'playwright-core'
import { PlcAtRoot } from '../e2e/plc-at-root.js'
import { AdminApi } from '../support/admin-api.js'
import { OidcIdp } from '../support/oidc-idp.js'
import { WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { BrowserApp } from './browser-app.js'
import { describeInChromium, startChromium } from './chromium.js'
import { allow } from './member-pages.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000
const ACTION_MAX_MS = 20_000
const CLICKS_MAX = 25
const SCOPE = 'atproto repo:com.example.note'
const { getSession } = com.atproto.server

describeInChromium('somebody of an organization', () => {
  let server: WholeServer
  let plc: PlcAtRoot
  let idp: OidcIdp
  let app: BrowserApp
  let browser: Browser
  let page: Page
  let clicks = 0
  beforeAll(async () => {
    server = await WholeServer.start()
    plc = await PlcAtRoot.open(`${server.url}/plc`)
    idp = await OidcIdp.start(server.url)
    app = await BrowserApp.start({
      ...{ pdsUrl: server.url, plcDirectoryUrl: plc.url, scope: SCOPE },
      responseMode: 'fragment',
    })
    browser = await startChromium()
    const context = await browser.newContext({ locale: 'en' })
    context.setDefaultTimeout(ACTION_MAX_MS)
    page = await context.newPage()
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await app?.close()
    await idp?.close()
    await plc?.close()
    await server?.close()
  })

  const click = async (name: string | RegExp) => {
    clicks++
    const target = page.getByRole('link', { name }).or(page.getByRole('button', { name }))
    await target.first().click()
  }

  it(
    'comes from an app, and goes back to it with an account that was not there before',
    async () => {
      const api = new AdminApi(server)
      const made = await api.post('sso/connections', {
        name: 'Example Corp',
        issuer: idp.issuer,
        secret: OidcIdp.clientSecret,
        settings: { clientId: OidcIdp.clientId },
      })
      await api.post(`sso/connections/${String(made.json.id)}/enable`)
      await idp.next({ sub: 'ada', email: 'ada@corp.example', email_verified: true }, {}, true)

      await page.goto(app.url)
      await page.waitForFunction('globalThis.app')
      await page.evaluate(`void app.signIn(${JSON.stringify(server.url)}, {})`)
      await page.waitForURL(`${server.url}/**`)
      expect(await violationsOn(page)).toEqual([])
      await click('Continue with Example Corp')
      await page.waitForURL(`${idp.issuer}/**`)
      await click(/Sign in as ada/)
      await page.waitForURL(`${server.url}/sso/finish/**`)
      await page.getByRole('heading', { name: 'Welcome' }).waitFor()
      expect(await violationsOn(page)).toEqual([])
      await click('Create account')
      await page.getByRole('heading', { name: 'Allow access?' }).waitFor()
      clicks++
      await allow(page)
      await page.waitForURL(`${app.url}**`)
      await page.waitForFunction('globalThis.app')

      const begun = await page.evaluate<{ sub?: string }>('app.begun')
      const [account] = await server.sql<{ did: string; handle: string }>('SELECT did, handle FROM account')
      expect([begun.sub, account!.handle]).toEqual([account!.did, 'ada.test'])
      const session = await page.evaluate(
        `app.call(${JSON.stringify(account!.did)}, ${JSON.stringify(`/xrpc/${getSession.nsid}`)})`,
      )
      expect(JSON.stringify(session)).toContain(account!.did)
      expect(clicks).toBeLessThanOrEqual(CLICKS_MAX)
    },
    TEST_MAX_MS,
  )

  it(
    'who has a link and no account fills in a connection, tries it and hands it in',
    async () => {
      const api = new AdminApi(server)
      const expiresAt = new Date(server.clock.nowMs() + 86_400_000).toISOString()
      const connectionDraft = { name: 'Partner', kind: 'oidc' }
      const { json } = await api.post('sso/setup-links', { connectionDraft, expiresAt })
      await idp.next({ sub: 'tester', email: 'tester@partner.example' }, {}, true)
      // Somebody else, whom the provider does not know yet either.
      await page.context().clearCookies()
      await page.goto(String(json.url))
      await click('Begin')
      await page.getByLabel('Issuer').fill(idp.issuer)
      await page.getByLabel('Client ID').fill(OidcIdp.clientId)
      await page.getByLabel('Client secret').fill(OidcIdp.clientSecret)
      await click('Save and check')
      await page.getByText('Your provider can be reached').waitFor()
      await click('Sign in to try')
      await page.waitForURL(`${idp.issuer}/**`)
      await click(/Sign in as tester/)
      await page.getByText('The sign-in works.').waitFor()
      await page.getByText('tester@partner.example').waitFor()
      expect(await violationsOn(page)).toEqual([])
      await click('Hand in')
      await page.getByText('has been handed in').waitFor()
      const links = (await api.get('sso/setup-links')).json.data
      expect(links).toMatchObject([{ name: 'Partner', state: 'submitted' }])
    },
    TEST_MAX_MS,
  )

  it(
    'is told why it did not work, and how to go on',
    async () => {
      await idp.next({ sub: 'eve' }, { cancels: true })
      await page.goto(app.url)
      await page.waitForFunction('globalThis.app')
      await page.context().clearCookies({ name: 'device' })
      await page.evaluate(`void app.signIn(${JSON.stringify(server.url)}, { prompt: 'login' })`)
      await page.waitForURL(`${server.url}/**`)
      await click('Continue with Example Corp')
      await page.getByText('You cancelled the sign-in').waitFor()
      expect(await violationsOn(page)).toEqual([])
      await page.getByRole('link', { name: 'Back to the app' }).waitFor()
      await click('Sign in another way')
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    },
    TEST_MAX_MS,
  )
})
