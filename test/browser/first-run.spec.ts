import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { OwnerLinks } from '../../src/admin/index.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { WholeServer } from '../support/whole-server.js'
import { violationsOn } from './axe.js'
import { describeInChromium, startChromium } from './chromium.js'
import { type Look, LOOKS } from './looks.js'

const PICTURES = process.env.PAGE_PICTURES
const TEST_MAX_MS = 120_000
/** Whether a page is wider than its window: then it would have to be scrolled to the side. */
const IS_TOO_WIDE = 'document.documentElement.scrollWidth > innerWidth'

/** What somebody sees and presses in one language. */
interface Words {
  readonly locale: 'en' | 'de'
  readonly fields: readonly [handle: string, email: string, password: string]
  readonly create: string
  readonly ways: Readonly<Record<'passkey' | 'look' | 'domain', string>>
  readonly mail: readonly [to: string, send: string]
  readonly toDashboard: string
}

const ENGLISH: Words = {
  locale: 'en',
  fields: ['Name', 'E-mail address', 'Password'],
  create: 'Make the account',
  ways: { passkey: 'Go on without a passkey', look: 'Save and go on', domain: 'Go on' },
  mail: ['To', 'Send a mail'],
  toDashboard: 'To the dashboard',
}
const GERMAN: Words = {
  locale: 'de',
  fields: ['Name', 'E-Mail-Adresse', 'Passwort'],
  create: 'Konto anlegen',
  ways: { passkey: 'Ohne Passkey weiter', look: 'Speichern und weiter', domain: 'Weiter' },
  mail: ['An', 'Mail schicken'],
  toDashboard: 'Zum Dashboard',
}

describeInChromium('the first Owner', () => {
  let server: WholeServer
  let browser: Browser
  let sink: SmtpSink
  beforeAll(async () => {
    if (PICTURES) await mkdir(PICTURES, { recursive: true })
    sink = await SmtpSink.start()
    const from = { PDS_EMAIL_SMTP_URL: sink.url, PDS_EMAIL_FROM_ADDRESS: 'pds@example.com' }
    server = await WholeServer.start(from)
    browser = await startChromium()
  }, TEST_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await sink?.close()
  })

  it(
    'goes through all steps, and a mail that is taken is shown as such',
    () =>
      visit(LOOKS[0]!, ENGLISH, async (page, look) => {
        const steps = await sendMail(page, ENGLISH)
        await look('mail')
        expect(steps).toContain('The server has taken the mail.')
        expect(sink.to('owner@example.com')).toContainEqual(
          expect.objectContaining({ from: 'pds@example.com' }),
        )
      }),
    TEST_MAX_MS,
  )

  it(
    'is told in German, on a phone, where a mail got stuck and what to do',
    async () => {
      await server.sql('DELETE FROM admin_role_assignment')
      await sink.close()
      await visit(LOOKS[1]!, GERMAN, async (page, look) => {
        const steps = await sendMail(page, GERMAN)
        await look('mail')
        expect(steps).toContain('Der Name führt zu einem Server.')
        expect(steps).toContain('Die Verbindung kam nicht zustande: ')
        expect(steps).toContain('Dort lauscht nichts. Prüfen Sie den Port')
      })
    },
    TEST_MAX_MS,
  )

  /** From the link to the dashboard. @param atMail what is done where a mail can be sent */
  async function visit(
    { screen, viewport, colorScheme }: Look,
    words: Words,
    atMail: (page: Page, look: (step: string) => Promise<void>) => Promise<void>,
  ): Promise<void> {
    const link = await server.app.get(OwnerLinks, { strict: false }).make()
    const context = await browser.newContext({ locale: words.locale, viewport, colorScheme })
    try {
      const page = await context.newPage()
      const look = async (step: string) => {
        const name = `first-run-${step}-${words.locale}-${screen}-${colorScheme}`
        if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
        expect([step, await violationsOn(page)]).toEqual([step, []])
        expect([step, await page.evaluate(IS_TOO_WIDE)]).toEqual([step, false])
      }
      const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
      const at = (step: string) => page.waitForURL((url) => url.searchParams.get('step') === step)

      await page.goto(link!)
      const [handle, email, password] = words.fields
      await page.getByLabel(handle, { exact: true }).fill(`owner-${words.locale}`)
      await page.getByLabel(email).fill(`owner-${words.locale}@example.com`)
      await page.getByLabel(password).fill('a good password')
      await look('account')
      await press(words.create)
      for (const step of ['passkey', 'look', 'domain'] as const) {
        await at(step)
        await page.getByRole('button', { name: words.ways[step], exact: true }).waitFor()
        await look(step)
        await press(words.ways[step])
      }
      await at('mail')
      await atMail(page, look)
      await press(words.ways.domain)
      await at('done')
      await look('done')
      await page.getByRole('link', { name: words.toDashboard }).click()
      await page.waitForSelector('.shell')
    } finally {
      await context.close()
    }
  }

  /** @returns what is said of it */
  async function sendMail(page: Page, { mail: [to, send] }: Words): Promise<string> {
    await page.getByLabel(to, { exact: true }).fill('owner@example.com')
    await page.getByRole('button', { name: send }).click()
    const steps = page.locator('ul.lines')
    await steps.waitFor()
    return (await steps.textContent()) ?? ''
  }
})
