import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { readCar } from '@guildhall/repo'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { BlobMember } from '../support/blob-member.js'
import { eventually } from '../support/eventually.js'
import { OAuthApp } from '../support/oauth-app.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 240_000
const CODE = /\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/

describeInChromium('the account portal in a browser', () => {
  let server: WholeServer
  let sink: SmtpSink
  let browser: Browser
  let context: BrowserContext
  let member: Member
  let page: Page
  let faults: string[]
  let axe: string
  beforeAll(async () => {
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
    sink = await SmtpSink.start()
    server = await WholeServer.start({
      PDS_EMAIL_SMTP_URL: sink.url,
      PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    })
    browser = await startChromium()
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    await server?.close()
    await sink?.close()
  })
  afterEach(() => context?.close())

  async function begin(options: Parameters<Browser['newContext']>[0] = {}): Promise<void> {
    member = await server.signUp()
    context = await browser.newContext({ locale: 'en', ...options })
    page = await context.newPage()
    faults = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
    await page.goto(`${server.url}/account`)
    await page.getByLabel('Handle or email address').fill(member.handle)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'Your account', level: 1 }).waitFor()
  }

  const go = (name: string) =>
    page.getByRole('navigation', { name: 'Your account' }).getByRole('link', { name, exact: true }).click()
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click()
  const said = (text: string) => page.getByRole('status').getByText(text).waitFor()

  async function nextCode(): Promise<string> {
    const codes = () => sink.to(member.email).filter(({ body }) => CODE.test(body))
    await eventually(() => Promise.resolve(codes().length > 0), 'a code by mail')
    return codeIn(codes().at(-1)!)
  }

  async function expectNoViolations(): Promise<void> {
    await page.evaluate(axe)
    const found = await page.evaluate<{ id: string }[]>('axe.run().then(({ violations }) => violations)')
    expect(found.map(({ id }) => id)).toEqual([])
  }

  it(
    'lets a member look after an account, from its apps to its end',
    async () => {
      await begin()
      const files = new BlobMember(server, member)
      await files.refer('one', await files.blob(Buffer.from('a file of mine')))
      const scope = 'atproto repo:app.bsky.feed.post'
      const app = OAuthApp.loopback(server.url, scope)
      const session = await app.signIn({ ...member, password: PASSWORD }, scope)
      await expectNoViolations()

      await go('App passwords')
      await page.getByRole('link', { name: 'New app password' }).click()
      await page.getByLabel('Name').fill('Phone')
      await page.getByLabel('Good for').selectOption({ label: '30 days' })
      await press('Create')
      const secret = (await page.locator('.secret code').textContent())!
      expect((await server.signIn(member.handle, secret)).status).toBe(200)
      await page.getByRole('link', { name: 'Done' }).click()
      await press('Remove Phone')
      await said('The app password is removed.')
      expect((await server.signIn(member.handle, secret)).status).toBe(401)

      await go('Connected apps')
      await page.getByText('What it may do').click()
      await page.getByText('Your records of the type').waitFor()
      await page.getByRole('button', { name: 'Remove the app' }).click()
      await said('The app is removed.')
      expect((await app.refresh(session)).status).toBe(400)

      await go('Handle')
      const handle = `new-${member.handle}`
      await page.getByLabel('New handle').fill(handle)
      await press('Change the handle')
      await said('Your handle is changed.')
      expect(await page.locator('.member .name').textContent()).toBe(handle)

      await go('Your data')
      const [car] = await Promise.all([page.waitForEvent('download'), press('Download: Your records')])
      expect(readCar(await readFile(await car.path())).blocks.length).toBeGreaterThan(1)
      const [tar] = await Promise.all([
        page.waitForEvent('download'),
        press('Download: Your pictures and files'),
      ])
      expect(tar.suggestedFilename()).toMatch(/\.tar$/)
      expect((await readFile(await tar.path())).includes('a file of mine')).toBe(true)
      await expectNoViolations()
      await press('Deactivate the account')
      await page.getByText('This account is deactivated').waitFor()
      await press('Reactivate')
      await said('Your account is active again.')

      await go('Your data')
      await page.getByRole('link', { name: 'Delete the account' }).click()
      await press('Send code')
      await page.getByLabel('Code from the email').fill(await nextCode())
      await page.getByLabel('Your password').fill(PASSWORD)
      await page.getByLabel('I want to delete my account for good.').check()
      await press('Delete for good')
      await page.getByRole('heading', { name: 'Your account is deleted' }).waitFor()
      expect((await server.signIn(member.handle)).status).toBe(401)
      expect(faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'makes a passkey, signs in with it, and proves with it that one is still there',
    async () => {
      await begin()
      const devtools = await context.newCDPSession(page)
      await devtools.send('WebAuthn.enable')
      await devtools.send('WebAuthn.addVirtualAuthenticator', {
        options: {
          protocol: 'ctap2',
          transport: 'internal',
          hasResidentKey: true,
          hasUserVerification: true,
          isUserVerified: true,
          automaticPresenceSimulation: true,
        },
      })
      await go('Security')
      await page.getByRole('link', { name: 'Add a passkey' }).click()
      await page.getByLabel('Name').fill('This computer')
      await press('Make the passkey')
      await page.getByText('Write them down or print them').waitFor()
      await page.getByRole('link', { name: 'I have kept them' }).click()
      await page.getByText('This computer').first().waitFor()
      server.clock.advance(11 * 60_000)
      await go('Password')
      await page.getByRole('heading', { name: 'Is it you?' }).waitFor()
      await page.getByRole('button', { name: /passkey/i }).click()
      await page.getByRole('heading', { name: 'Password', level: 1 }).waitFor()
      expect(faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'works without scripts, and on a telephone',
    async () => {
      await begin({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } })
      await go('Devices')
      await page.getByText('This browser', { exact: true }).waitFor()
      expect(await page.locator('time').first().textContent()).toMatch(/UTC$/)
      await go('Password')
      await page.getByLabel('Present password').fill(PASSWORD)
      await page.getByLabel('New password').fill('another good password')
      await press('Change the password')
      await said('Your password is changed.')
      await page.locator('.member summary').click()
      await press('Sign out')
      await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    },
    TEST_MAX_MS,
  )
})
