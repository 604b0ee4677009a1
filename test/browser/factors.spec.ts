import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Did } from '@guildhall/syntax'
import { Secret, TOTP } from 'otpauth'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { SecondFactors } from '../../src/auth/index.js'
import { newVerifier, OAuthApp, ProofKey } from '../support/oauth-app.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'
import { describeInChromium, startChromium } from './chromium.js'
import { PasskeyDevice } from './passkey-device.js'

const START_MAX_MS = 120_000
const TEST_MAX_MS = 120_000
const SECOND_MS = 1_000
const STEP_MS = 30_000
const DEVICE = Buffer.alloc(32, 5)

describeInChromium('second factors in a browser', () => {
  let server: WholeServer
  let callback: Server
  let browser: Browser
  let context: BrowserContext
  let app: OAuthApp
  let factors: SecondFactors
  let member: Member
  let did: Did
  let page: Page
  let faults: string[]
  beforeAll(async () => {
    server = await WholeServer.start()
    factors = server.app.get(SecondFactors, { strict: false })
    callback = createServer((_request, response) => response.end('back at the app'))
    callback.listen(0, '127.0.0.1')
    await once(callback, 'listening')
    browser = await startChromium()
    const params = new URLSearchParams({ redirect_uri: 'http://127.0.0.1/callback' })
    const redirectUri = `http://127.0.0.1:${(callback.address() as AddressInfo).port}/callback`
    app = new OAuthApp(server.url, `http://localhost?${params.toString()}`, { redirectUri })
  }, START_MAX_MS)
  afterAll(async () => {
    await browser?.close()
    callback?.close()
    await server?.close()
  })
  beforeEach(async () => {
    member = await server.signUp()
    did = member.did as Did
    context = await browser.newContext({ locale: 'en' })
    page = await context.newPage()
    faults = []
    page.on('pageerror', (error) => faults.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text())
    })
  })
  afterEach(() => context?.close())

  /** Opens the page of a new request. */
  async function ask(within = page): Promise<void> {
    const pushed = await app.push(app.request(newVerifier(), { scope: 'atproto' }), new ProofKey())
    await within.goto(app.authorizeUrl(pushed))
  }

  async function typePassword(within = page): Promise<void> {
    await within.getByLabel('Handle or email address').fill(member.handle)
    await within.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await within.getByRole('button', { name: 'Sign in', exact: true }).click()
    await within.getByRole('heading', { name: 'Confirm that it is you' }).waitFor()
  }

  const isIn = (within = page) => within.getByRole('heading', { name: 'Allow access?' }).waitFor()

  /** Makes a passkey on the device of the page. @returns recovery codes, if it is the first factor */
  async function makePasskey(): Promise<readonly string[] | undefined> {
    await page.goto(`${server.url}/oauth/interaction/nobodys`)
    const options = JSON.stringify(await factors.beginPasskey(did, DEVICE))
    const made = await page.evaluate<object>(
      `navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(${options}) })
         .then((credential) => credential.toJSON())`,
    )
    const { recoveryCodes } = await factors.finishPasskey(did, DEVICE, 'Phone', JSON.stringify(made))
    faults.length = 0
    return recoveryCodes
  }

  it(
    'a passkey signs in by itself, by a button',
    async () => {
      await PasskeyDevice.in(page)
      await makePasskey()
      // What is offered where the name is entered may be taken before the button is found.
      await page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false')
      await ask()
      const name = page.getByLabel('Handle or email address')
      expect(await name.getAttribute('autocomplete')).toBe('username webauthn')
      await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
      await isIn()
      expect(await page.getByText(member.handle).isVisible()).toBe(true)
      expect(faults).toEqual([])
      expect((await factors.list(did)).passkeys).toMatchObject([
        { name: 'Phone', lastUsedAt: expect.any(Date) },
      ])
    },
    TEST_MAX_MS,
  )

  it(
    'a passkey is offered where the name is entered',
    async () => {
      await PasskeyDevice.in(page)
      await makePasskey()
      // Its owner takes what the browser offers, without any button.
      await ask()
      await isIn()
      expect(faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'a passkey is asked for after the password, and can be tried again',
    async () => {
      const device = await PasskeyDevice.in(page)
      await makePasskey()
      await device.touch(false)
      await ask()
      await typePassword()
      const button = page.getByRole('button', { name: 'Use your passkey' })
      await page.evaluate(
        `navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))`,
      )
      await button.click()
      await page.getByText('The passkey was not used.').waitFor()
      await page.evaluate('delete navigator.credentials.get')
      await device.touch(true)
      await button.click()
      await isIn()
      expect(faults).toEqual([])
    },
    TEST_MAX_MS,
  )

  it(
    'the code of an app and a recovery code are typed, with and without scripts',
    async () => {
      const totp = new TOTP({ secret: Secret.fromBase32((await factors.beginTotp(did)).secret) })
      const code = (stepsAgo = 0) => totp.generate({ timestamp: Date.now() - stepsAgo * STEP_MS })
      const { recoveryCodes } = await factors.confirmTotp(did, code(1))
      await ask()
      await typePassword()
      const field = 'Code from your authenticator app, or a recovery code'
      await page.getByLabel(field).fill('000000')
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await page.getByText('This code is wrong.').waitFor()
      await page.getByLabel(field).fill(code())
      await page.getByLabel('Trust this device').check()
      await page.keyboard.press('Enter')
      await isIn()
      // Requests begin in whole seconds: whoever has signed in within the same one is still signed in.
      await page.waitForTimeout(SECOND_MS)
      await ask()
      await page.getByLabel('Handle or email address').fill(member.handle)
      await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      await isIn()
      expect(faults).toEqual([])
      const still = await browser.newContext({ locale: 'en', javaScriptEnabled: false })
      const plain = await still.newPage()
      await ask(plain)
      await typePassword(plain)
      await plain.getByLabel(field).fill(recoveryCodes![0]!)
      await plain.getByRole('button', { name: 'Sign in', exact: true }).click()
      await isIn(plain)
      await still.close()
    },
    TEST_MAX_MS,
  )
})
