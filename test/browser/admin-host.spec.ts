import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { AdminApi } from '../support/admin-api.js'
import { admin, WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { LOOKS } from './looks.js'
import { typePassword } from './member-pages.js'

const PICTURES = process.env.PAGE_PICTURES
const TEST_MAX_MS = 120_000

describeInChromium('the administration under a host name of its own', () => {
  let server: WholeServer
  let browser: Browser
  let away: string
  beforeAll(async () => {
    if (PICTURES) await mkdir(PICTURES, { recursive: true })
    server = await WholeServer.start({ PDS_ADMIN_HOSTNAME: 'admin.localhost', PDS_ADMIN_SIGN_IN: 'any' })
    away = server.url.replace('localhost', 'admin.localhost')
    browser = await startChromium()
  }, TEST_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  it(
    'lets a member in and out by the pages of the service, and ask there who it is',
    async () => {
      const { did, handle } = await server.signUp()
      await new AdminApi(server, { ...admin, host: new URL(away).host }).assign(did, 'owner')
      const context = await browser.newContext({ locale: 'en', viewport: LOOKS[0]!.viewport })
      const page = await context.newPage()
      await page.goto(`${away}/admin/tokens`)
      await page.getByRole('link', { name: 'Sign in with your account' }).click()
      expect(new URL(page.url()).origin).toBe(server.url)
      await typePassword(page, handle)
      await page.waitForURL(`${away}/admin`)
      await page.getByRole('heading', { level: 1 }).waitFor()

      await page.goto(`${away}/admin/tokens`)
      await page.getByRole('button', { name: 'New token' }).click()
      await page.getByLabel('Name', { exact: true }).fill('typed before')
      await page.getByRole('checkbox', { name: /accounts\.view/ }).check()
      server.clock.advance(11 * 60_000)
      await page.getByRole('button', { name: 'Make the token' }).click()
      await page.getByText('Confirm that it is you').waitFor()
      const proof = await opened(context, page)
      await typePassword(proof, handle)
      await proof.waitForURL(`${away}/admin/proved`)
      await page.getByText(/pdsadm_/).waitFor()

      await page.goto(`${away}/admin`)
      await page.getByRole('button', { name: 'Your settings' }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await page.getByRole('link', { name: 'Sign in with your account' }).waitFor()
      await page.goto(`${server.url}/account`)
      expect(page.url()).toContain('/account/sign-in')
      await context.close()
    },
    TEST_MAX_MS,
  )

  it('says so where the way in has failed', async () => {
    for (const { screen, viewport, colorScheme } of LOOKS) {
      const context = await browser.newContext({ locale: 'en', viewport, colorScheme })
      const page = await context.newPage()
      await page.goto(`${away}/admin/session/arrive?ticket=none`)
      await page.getByText('Signing in did not work').waitFor()
      if (PICTURES) await page.screenshot({ path: join(PICTURES, `entry-${screen}-${colorScheme}.png`) })
      expect(await violationsOn(page)).toEqual([])
      await context.close()
    }
  })

  /** The page that is opened to show who it is. */
  async function opened(context: BrowserContext, page: Page): Promise<Page> {
    const link = page.getByRole('link', { name: 'Sign in with your account' })
    const [proof] = await Promise.all([context.waitForEvent('page'), link.click()])
    await proof.waitForLoadState()
    return proof
  }
})
