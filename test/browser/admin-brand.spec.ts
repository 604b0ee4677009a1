import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { OwnerLinks } from '../../src/admin/index.js'
import { AdminApi } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { LOOKS } from './looks.js'
import { typePassword } from './member-pages.js'
import { type Passkey, PasskeyDevice } from './passkey-device.js'

const PICTURES = process.env.PAGE_PICTURES
const TEST_MAX_MS = 200_000

describeInChromium('the first run, looks and domains', () => {
  let server: WholeServer
  let browser: Browser
  beforeAll(async () => {
    if (PICTURES) await mkdir(PICTURES, { recursive: true })
    server = await WholeServer.start()
    browser = await startChromium()
  }, TEST_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
  })

  const settled = async (page: Page) => {
    await page.waitForSelector('h1')
    await page.waitForSelector('[aria-busy="true"], .bone', { state: 'detached' })
  }
  /** What is wrong with what is shown. The pages in frames are looked at elsewhere. */
  const lookAt = async (page: Page, name: string) => {
    await settled(page)
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `brand-${name}.png`), fullPage: true })
    return violationsOn(page)
  }
  const ownerLink = async () => (await server.app.get(OwnerLinks, { strict: false }).make())!

  it(
    'lead the first Owner from the link to the dashboard, and looks from a draft to every page',
    async () => {
      const context = await browser.newContext({ locale: 'en', viewport: LOOKS[0]!.viewport })
      const page = await context.newPage()
      await page.goto(await ownerLink())
      await page.getByLabel('Name').waitFor()
      expect(page.url()).not.toContain('#')
      expect(await lookAt(page, 'first-account')).toEqual([])
      await page.getByLabel('Name').fill('olga')
      await page.getByLabel('E-mail address').fill('olga@example.com')
      await page.getByLabel('Password').fill('a long password')
      await page.getByRole('button', { name: 'Make the account' }).click()
      await page.getByRole('link', { name: 'Add a passkey' }).waitFor()
      expect(await lookAt(page, 'first-passkey')).toEqual([])
      await page.reload()
      await page.getByRole('button', { name: 'Go on without a passkey' }).waitFor()
      const account = await opened(context, page.getByRole('link', { name: 'Add a passkey' }))
      const device = await PasskeyDevice.in(account)
      await account.getByRole('button', { name: 'Make the passkey' }).click()
      await account.getByRole('heading', { name: 'Recovery codes' }).waitFor()
      passkeys = await device.passkeys()
      await page.getByText('The passkey is there.').waitFor()
      await page.getByRole('button', { name: 'Go on', exact: true }).click()
      await page.getByLabel('Name', { exact: true }).fill('The Weavers')
      expect(await lookAt(page, 'first-look')).toEqual([])
      await page.getByRole('button', { name: 'Save and go on' }).click()
      await page.getByRole('button', { name: 'Check now' }).click()
      await page.getByText('Not needed on localhost').first().waitFor()
      expect(await lookAt(page, 'first-domain')).toEqual([])
      await page.getByRole('button', { name: 'Go on' }).click()
      await page.getByLabel('To').fill('olga@example.com')
      await page.getByRole('button', { name: 'Send a mail' }).click()
      await page.getByText('No SMTP server is configured').waitFor()
      expect(await lookAt(page, 'first-mail')).toEqual([])
      await page.getByRole('button', { name: 'Go on' }).click()
      expect(await lookAt(page, 'first-done')).toEqual([])
      await page.getByRole('link', { name: 'To the dashboard' }).click()
      await page.waitForSelector('.shell')

      await page.goto(`${server.url}/admin/organization`)
      await settled(page)
      const frame = page.frameLocator('iframe')
      await frame.getByText('The Weavers').first().waitFor()
      await page.getByLabel('Main colour', { exact: true }).fill('#ffe600')
      await page.getByText('Too little').first().waitFor()
      await page.getByLabel('Main colour', { exact: true }).fill('#7a1f5c')
      await page.getByText('Too little').first().waitFor({ state: 'detached' })
      await page.getByLabel('Name', { exact: true }).fill('The Spinners')
      await frame.getByText('The Spinners').first().waitFor()
      const choose = async (label: string, name: string) => {
        await page.getByRole('combobox', { name: label, exact: true }).click()
        await page.getByRole('option', { name, exact: true }).click()
      }
      await choose('What', 'Letters')
      await choose('Language', 'Deutsch')
      await frame.getByRole('heading', { name: 'Willkommen' }).waitFor()
      await page.getByRole('button', { name: 'Publish' }).click()
      await page.getByText('The new looks are in use.').waitFor()
      const [sheet] = /theme\.css\?[^"]+/.exec(
        (await server.request('GET', '/account/sign-in')).bytes.toString(),
      )!
      expect(sheet).toContain('7a1f5c')
      await context.storageState().then((state) => (kept = state))
      await context.close()
    },
    TEST_MAX_MS,
  )

  it(
    'let nobody in with a password alone, and ask in another page who is there',
    async () => {
      const context = await browser.newContext({ locale: 'en', viewport: LOOKS[0]!.viewport })
      const page = await context.newPage()
      await page.goto(`${server.url}/admin/organization`)
      const { did, handle } = await server.signUp()
      await new AdminApi(server).assign(did, 'owner')
      await page.getByRole('link', { name: 'Sign in with your account' }).click()
      await typePassword(page, handle)
      await page.getByText('You are signed in with a password.').waitFor()
      expect(await lookAt(page, 'door-password')).toEqual([])
      await context.close()

      const own = await browser.newContext({ locale: 'en', viewport: LOOKS[0]!.viewport, storageState: kept })
      const tokens = await own.newPage()
      await tokens.goto(`${server.url}/admin/tokens`)
      await tokens.getByRole('button', { name: 'New token' }).click()
      await tokens.getByLabel('Name', { exact: true }).fill('typed before')
      await tokens.getByRole('checkbox', { name: /accounts\.view/ }).check()
      server.clock.advance(11 * 60_000)
      await tokens.getByRole('button', { name: 'Make the token' }).click()
      await tokens.getByText('Confirm that it is you').waitFor()
      expect(await lookAt(tokens, 'proof')).toEqual([])
      const proof = await opened(own, tokens.getByRole('link', { name: 'Sign in with your account' }))
      await (await PasskeyDevice.in(proof)).put(passkeys)
      // It has asked already when it came: before there was a device, if it was quick. If it was not, it is on its way to
      // where it leads, and cannot be loaded again.
      await proof.reload().catch(() => undefined)
      // The page offers the passkey by itself, and the device takes it.
      await proof.getByRole('heading', { name: 'You have shown that it is you' }).waitFor()
      expect(await lookAt(proof, 'proved')).toEqual([])
      await tokens.getByText(/pdsadm_/).waitFor()
      await own.close()
    },
    TEST_MAX_MS,
  )

  /** The page that a link opens beside the one at hand. */
  async function opened(context: BrowserContext, link: Locator): Promise<Page> {
    const [page] = await Promise.all([context.waitForEvent('page'), link.click()])
    await page.waitForLoadState()
    return page
  }

  let passkeys: readonly Passkey[]
  let kept: Awaited<ReturnType<Awaited<ReturnType<Browser['newContext']>>['storageState']>>

  for (const { screen, viewport, colorScheme } of LOOKS) {
    it(
      `have screens without fault on a ${screen} in the ${colorScheme} theme`,
      async () => {
        const context = await browser.newContext({ locale: 'en', viewport, colorScheme, storageState: kept })
        const page = await context.newPage()
        for (const path of ['organization', 'organization?domain=test', 'domains', 'settings']) {
          await page.goto(`${server.url}/admin/${path}`)
          const name = `${path.replace('?domain=', '-')}-${screen}-${colorScheme}`
          expect([path, await lookAt(page, name)]).toEqual([path, []])
        }
        await page.getByRole('button', { name: 'Edit: PDS_INVITE_REQUIRED' }).click()
        await page.getByRole('dialog').waitFor()
        expect(await lookAt(page, `group-${screen}-${colorScheme}`)).toEqual([])
        await page.getByLabel('PDS_INVITE_REQUIRED', { exact: true }).selectOption('true')
        await page.getByRole('button', { name: 'Save' }).click()
        await page.getByText('The settings hold on all nodes now.').waitFor()
        await context.close()
        const described = await server.get('com.atproto.server.describeServer')
        expect(described.json).toMatchObject({ inviteCodeRequired: true })
      },
      TEST_MAX_MS,
    )
  }
})
