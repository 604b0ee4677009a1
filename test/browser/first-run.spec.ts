import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { OwnerLinks } from '../../src/admin/index.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { LOOKS, IS_TOO_WIDE } from './looks.js'

const PICTURES = process.env.PAGE_PICTURES
const TEST_MAX_MS = 120_000
/** The steps that nobody has to do, and the way on. */
const WAYS = [
  ['passkey', 'Ohne Passkey weiter'],
  ['look', 'Speichern und weiter'],
  ['domain', 'Weiter'],
] as const

// In English, at a desk, it is in admin-brand.spec.ts.
describeInChromium('the first run in German, on a phone', () => {
  let server: WholeServer
  let browser: Browser
  let sink: SmtpSink
  beforeAll(async () => {
    if (PICTURES) await mkdir(PICTURES, { recursive: true })
    sink = await SmtpSink.start()
    const mail = { PDS_EMAIL_SMTP_URL: sink.url, PDS_EMAIL_FROM_ADDRESS: 'pds@example.com' }
    server = await WholeServer.start(mail)
    browser = await startChromium()
  }, TEST_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await sink?.close()
  })

  const look = async (page: Page, step: string) => {
    if (PICTURES) await page.screenshot({ path: join(PICTURES, `first-run-de-${step}.png`), fullPage: true })
    expect([step, await violationsOn(page)]).toEqual([step, []])
    expect([step, await page.evaluate(IS_TOO_WIDE)]).toEqual([step, false])
  }

  it(
    'fits the window at every step, and says how far a mail came and what to do',
    async () => {
      const link = await server.app.get(OwnerLinks, { strict: false }).make()
      const { viewport, colorScheme } = LOOKS.find(({ screen }) => screen === 'phone')!
      const context = await browser.newContext({ locale: 'de', viewport, colorScheme })
      const page = await context.newPage()
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const steps = page.locator('ul.lines')

      await page.goto(link!)
      await page.getByLabel('Name', { exact: true }).fill('olga')
      await page.getByLabel('E-Mail-Adresse').fill('olga@example.com')
      await page.getByLabel('Passwort').fill('a good password')
      await look(page, 'account')
      await press('Konto anlegen')
      for (const [step, way] of WAYS) {
        await page.waitForURL((url) => url.searchParams.get('step') === step)
        await page.getByRole('button', { name: way, exact: true }).waitFor()
        await look(page, step)
        await press(way)
      }

      await page.getByLabel('An', { exact: true }).fill('olga@example.com')
      await press('Mail schicken')
      await steps.getByText('Der Server hat die Mail angenommen.').waitFor()
      await look(page, 'mail')
      expect(sink.to('olga@example.com')).toContainEqual(expect.objectContaining({ from: 'pds@example.com' }))
      await sink.close()
      await press('Mail schicken')
      await steps.getByText('Die Verbindung kam nicht zustande: ').waitFor()
      await look(page, 'mail-stuck')
      expect(await steps.textContent()).toContain('Dort lauscht nichts. Prüfen Sie den Port')

      await press('Weiter')
      await page.getByRole('link', { name: 'Zum Dashboard' }).waitFor()
      await look(page, 'done')
      await page.getByRole('link', { name: 'Zum Dashboard' }).click()
      await page.waitForSelector('.shell')
      await context.close()
    },
    TEST_MAX_MS,
  )
})
