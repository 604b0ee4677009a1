import type { Browser, BrowserContext, Page } from 'playwright-core'
import { ConnectionChanges } from '../../src/sso/connections/connection-changes.js'
import { type Connection, ExternalIdentityStore } from '../../src/sso/index.js'
import { SamlProvider } from '../../src/sso/saml/saml-provider.js'
import { type DirectoryUser, SimpleSamlPhp } from '../support/saml/simplesamlphp.js'
import { WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'

const START_MAX_MS = 240_000
const TEST_MAX_MS = 180_000
const AGENT = { type: 'command', id: 'tests' } as const
const ANYBODY = () => Promise.resolve()
const KEEPER = { agent: AGENT, admit: ANYBODY, admitProvider: ANYBODY }
const ANN: DirectoryUser = {
  uid: 'ann',
  password: 'a password of the provider',
  mail: 'ann@example.com',
  displayName: 'Ann',
  groups: ['staff', 'writers'],
}

describeInChromium('signing in with SimpleSAMLphp', () => {
  const missing = SimpleSamlPhp.install()
  if (missing !== undefined) {
    it(`is not tried, for ${missing}`, () => console.warn(missing))
    return
  }

  let server: WholeServer
  let idp: SimpleSamlPhp
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let connection: Connection
  let faults: string[]
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_SERVICE_HANDLE_DOMAINS: '.pds.test' })
    idp = await SimpleSamlPhp.start([ANN], true)
    connection = await connect()
    const metadata = await fetch(`${server.url}/sso/saml/${connection.id}/metadata`)
    await idp.know(await metadata.text())
    browser = await startChromium()
  }, START_MAX_MS)
  beforeEach(async () => {
    context = await browser.newContext({ locale: 'en' })
    page = await context.newPage()
    faults = []
    page.on('pageerror', (error) => faults.push(error.message))
  })
  afterEach(() => context?.close())
  afterAll(async () => {
    await browser?.close()
    await idp?.close()
    await server?.close()
  })

  async function connect(): Promise<Connection> {
    const changes = server.app.get(ConnectionChanges)
    const settings = {
      metadataUrl: idp.metadataUrl,
      signedResponse: true,
      encryption: true,
      idpInitiated: true,
    }
    const policy = {
      mapping: { trustEmail: true },
      admission: { requiredGroups: ['staff'] },
      leaving: { logout: 'browsers' },
      provisioning: {
        mode: 'auto',
        handles: { domain: 'pds.test', template: 'opaque', onCollision: 'suffix' },
      },
    }
    const input = { name: 'Example', kind: 'saml', issuer: idp.entityId, settings, policy } as const
    const { id } = await changes.create(input, undefined, KEEPER)
    return changes.setStatus(id, 'enabled', KEEPER)
  }

  const setOut = () => page.goto(`${server.url}/sso/start?connection=${connection.id}&back=%2Faccount`)

  /** The provider's own page. */
  async function typePassword(): Promise<void> {
    expect(page.url()).toContain(idp.url)
    await page.locator('input[name=username]').fill(ANN.uid)
    await page.locator('input[name=password]').fill(ANN.password)
    await page.locator('form [type=submit]').first().click()
  }

  async function expectAccount(): Promise<void> {
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
    expect(page.url()).toContain(`${server.url}/account`)
    expect(faults).toEqual([])
  }

  async function expectSignedOut(): Promise<void> {
    await page.goto(`${server.url}/account`)
    expect(new URL(page.url()).pathname).toBe('/account/sign-in')
  }

  const subject = async () => {
    const rows = await server.sql<{ subject: string }>('SELECT subject FROM external_identity')
    return rows.map((row) => row.subject)
  }

  it(
    'makes an account of what is encrypted for this server, and signs out here and there',
    async () => {
      await setOut()
      await typePassword()
      await expectAccount()
      const [ann] = await subject()
      const linked = await server.app.get(ExternalIdentityStore).find(connection.id, ann!)
      expect(linked).toMatchObject({ email: ANN.mail, issuer: idp.entityId })

      const provider = server.app.get(SamlProvider)
      const session = { sid: undefined, subject: ann!, back: '/account/sign-in' }
      await page.goto((await provider.endSessionUrl(connection, session))!)
      expect(page.url()).toBe(`${server.url}/account/sign-in`)
      // The provider has forgotten them as well.
      await setOut()
      await typePassword()
      await expectAccount()
      expect(await subject()).toEqual([ann])
    },
    TEST_MAX_MS,
  )

  it(
    'lets people come from its pages, and leave there',
    async () => {
      const service = encodeURIComponent(`${server.url}/sso/saml/${connection.id}/metadata`)
      await page.goto(`${idp.url}saml2/idp/SSOService.php?spentityid=${service}`)
      await typePassword()
      await expectAccount()

      const back = encodeURIComponent(`${idp.url}logout.php`)
      await page.goto(`${idp.url}saml2/idp/SingleLogoutService.php?ReturnTo=${back}`)
      await page.waitForURL((url) => url.href.startsWith(`${idp.url}logout.php`))
      await expectSignedOut()
    },
    TEST_MAX_MS,
  )
})
