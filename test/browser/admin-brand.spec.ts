import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { OwnerLinks } from '../../src/admin/index.js'
import { WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { LOOKS } from './looks.js'

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
      const passkey = await context.newPage()
      const href = (await page.getByRole('link', { name: 'Add a passkey' }).getAttribute('href'))!
      await passkey.goto(`${server.url}${href}`)
      expect(passkey.url()).toContain('new-passkey')
      await passkey.close()
      await page.getByRole('button', { name: 'Go on' }).click()
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
