import type { Browser, BrowserContext, Page } from 'playwright-core'
import { LemonLdap } from '../support/lemonldap.js'
import { AdminApi } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'

const START_MAX_MS = 240_000
const TEST_MAX_MS = 120_000
/** Of those that it brings along for demonstrations. */
const DOCTOR = 'dwho'

describeInChromium('signing in with LemonLDAP::NG', () => {
  const missing = LemonLdap.install()
  if (missing !== undefined) {
    it(`is not tried, for ${missing}`, () => console.warn(missing))
    return
  }

  let server: WholeServer
  let idp: LemonLdap
  let api: AdminApi
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let path: string
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_SERVICE_HANDLE_DOMAINS: '.pds.test,.doctors.pds.test' })
    idp = await LemonLdap.start(server.url)
    api = new AdminApi(server)
    const made = await api.post('sso/connections', {
      name: 'Example',
      issuer: idp.issuer,
      secret: LemonLdap.clientSecret,
      settings: {
        clientId: LemonLdap.clientId,
        clientAuth: 'client_secret_post',
        scopes: ['openid', 'email', 'profile', 'groups'],
      },
      policy: {
        mapping: { trustEmail: true },
        admission: { requiredGroups: ['staff'] },
        provisioning: {
          mode: 'auto',
          handles: {
            domain: 'pds.test',
            groupDomains: [{ group: 'doctors', domain: 'doctors.pds.test' }],
          },
        },
        roles: [{ group: 'doctors', role: 'admin' }],
        quotas: [{ group: 'doctors', quotaBytes: 1_000 }],
        leaving: { signOut: 'provider' },
      },
    })
    expect(made).toMatchObject({ status: 201 })
    path = `sso/connections/${String(made.json.id)}`
    expect((await api.post(`${path}/health`)).json).toMatchObject({ ok: true })
    expect((await api.post(`${path}/enable`)).status).toBe(200)
    browser = await startChromium()
  }, START_MAX_MS)
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en' })
    page = await context.newPage()
  })
  afterEach(() => context?.close())
  afterAll(async () => {
    await browser?.close()
    await idp?.close()
    await server?.close()
  })

  const setOut = (back = '/account') =>
    page.goto(`${server.url}/sso/start?connection=${path.split('/').at(-1)}&back=${encodeURIComponent(back)}`)

  /** The provider's own page. */
  async function typePassword(user: string): Promise<void> {
    await page.locator('input[name=user]').fill(user)
    await page.locator('input[name=password]').fill(user)
    await page.locator('form button[type=submit]').first().click()
  }

  it(
    'makes an account by the groups it says, and signs out here and there',
    async () => {
      await setOut()
      expect(page.url()).toContain(idp.issuer)
      await typePassword(DOCTOR)
      await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
      const [account] = await server.sql<{ did: string; handle: string; email: string }>(
        'SELECT did, handle, email FROM account',
      )
      expect(account).toMatchObject({ handle: `${DOCTOR}.doctors.pds.test`, email: `${DOCTOR}@badwolf.org` })
      expect((await api.get(`accounts/${account!.did}/blobs`)).json).toMatchObject({ quotaBytes: 1_000 })

      await page.locator('details.member summary').click()
      await page.locator('button[value=sign-out]').first().click()
      // It asks once more whether that is meant.
      await page.waitForURL((url) => url.href.startsWith(idp.issuer))
      expect(new URL(page.url()).searchParams.has('id_token_hint')).toBe(true)
      await page.locator('form button[type=submit]').first().click()
      await page.waitForURL(`${server.url}/account/sign-in`)
      // The provider has forgotten them as well.
      await setOut()
      await page.locator('input[name=password]').waitFor()
    },
    TEST_MAX_MS,
  )
})
