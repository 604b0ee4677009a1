import type { Did } from '@guildhall/syntax'
import { Secret, TOTP } from 'otpauth'
import { AuthConfig, SecondFactors } from '../../src/auth/index.js'
import type { PageState, PasskeyView } from '../../src/oauth/index.js'
import { newVerifier, OAuthApp, ProofKey } from '../support/oauth-app.js'
import { OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { type Bent, SoftPasskey } from '../support/soft-passkey.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const STEP_MS = 30_000
const DAY_MS = 24 * 60 * 60 * 1000

let sink: SmtpSink
let server: WholeServer
let factors: SecondFactors
let app: OAuthApp
let member: Member
let did: Did
let browser: OAuthBrowser
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
  factors = server.app.get(SecondFactors, { strict: false })
  app = OAuthApp.loopback(server.url)
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  did = member.did as Did
  browser = new OAuthBrowser(server.url)
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

/** What a page was made of. */
function stateOf({ html }: Shown): PageState {
  const [, data = ''] = /data-page="([^"]*)"/.exec(html) ?? []
  const text = data
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&')
  return (JSON.parse(text) as { state: PageState }).state
}
const pageOf = (shown: Shown) => stateOf(shown).page
function requestOf(shown: Shown): PasskeyView {
  const state = stateOf(shown)
  if (!('passkey' in state) || !state.passkey) throw new Error(`no passkey is asked for: ${shown.html}`)
  return state.passkey
}

/** The page of a new request on which somebody signs in, whoever has before. */
async function open(within = browser, more: Record<string, string> = {}): Promise<Shown> {
  const pushed = await app.push(app.request(newVerifier(), more), new ProofKey())
  const page = await within.open(app.authorizeUrl(pushed))
  return pageOf(page) === 'choose-account' ? within.send(page, { decision: 'other' }) : page
}
const typePassword = (page: Shown, more: object = {}, within = browser) =>
  within.send(page, { identifier: member.handle, password: PASSWORD, decision: 'accept', ...more })
const send = (page: Shown, fields: Record<string, string>, within = browser) =>
  within.send(page, { decision: 'accept', ...fields })
/** Types the password on the page of a new request. */
const begin = async (within = browser) => typePassword(await open(within), {}, within)

async function addApp() {
  const totp = new TOTP({ secret: Secret.fromBase32((await factors.beginTotp(did)).secret) })
  const code = (stepsAgo = 0) => totp.generate({ timestamp: server.clock.nowMs() - stepsAgo * STEP_MS })
  const { recoveryCodes } = await factors.confirmTotp(did, code(1))
  return { code, recoveryCodes: recoveryCodes! }
}

const ELSEWHERE = Buffer.alloc(32, 9)

async function addPasskey(bent: Bent = {}) {
  const passkey = new SoftPasskey(server.url)
  const options = await factors.beginPasskey(did, ELSEWHERE)
  const asked = { challenge: options.challenge, rpId: options.rp.id }
  const { recoveryCodes } = await factors.finishPasskey(did, ELSEWHERE, '', passkey.create(asked, bent))
  return { passkey, recoveryCodes, userHandle: options.user.id }
}

describe('an app that makes codes', () => {
  test(
    'is asked for on a page of its own, and the password is not asked for again',
    async () => {
      const { code } = await addApp()
      const page = await begin()
      expect(stateOf(page)).toMatchObject({ page: 'second-factor', ways: ['totp', 'recovery-code'] })
      expect(page.html).not.toContain('name="password"')
      const again = await send(page, { code: '000000' })
      expect(stateOf(again)).toMatchObject({ page: 'second-factor', problem: 'wrong-code' })
      expect(again.html).not.toContain('000000')
      expect(pageOf(await send(again, { code: code() }))).toBe('consent')
    },
    TEST_MAX_MS,
  )

  test('is not got around: nothing is allowed before, and the step is no one else’s', async () => {
    const { code } = await addApp()
    const page = await begin()
    const consent = new URL(page.url)
    consent.search = new URLSearchParams({ account: did }).toString()
    expect(pageOf(await browser.open(consent.href))).toBe('sign-in')
    const other = new OAuthBrowser(server.url)
    const theirs = await open(other)
    const url = new URL(theirs.url)
    url.search = '?page=second-factor'
    expect(pageOf(await other.open(url.href))).toBe('sign-in')
    const action = stateOf(theirs).action.replace('sign-in', 'second-factor')
    const fields = new URLSearchParams({ csrf: stateOf(theirs).csrf, code: code(), decision: 'accept' })
    const tried = await other.post(new URL(action, server.url).href, fields)
    expect(stateOf(tried)).toMatchObject({ page: 'sign-in', problem: 'sign-in-expired' })
  })

  test('has to be shown within ten minutes, and before the password changes', async () => {
    const { code, recoveryCodes } = await addApp()
    const page = await begin()
    await server.post(
      'com.atproto.admin.updateAccountPassword',
      { did, password: PASSWORD },
      { authorization: `Basic ${Buffer.from('admin:admin-password').toString('base64')}` },
    )
    expect(stateOf(await send(page, { code: code() }))).toMatchObject({ problem: 'sign-in-expired' })
    const late = await begin()
    await server.sql('UPDATE half_sign_in SET expires_at = now() WHERE did = $1', [did])
    expect(stateOf(await send(late, { code: recoveryCodes[0]! }))).toMatchObject({
      problem: 'sign-in-expired',
    })
    expect(pageOf(await send(await begin(), { code: recoveryCodes[0]! }))).toBe('consent')
  })

  test(
    'is not asked for again in a browser that is trusted, until that ends',
    async () => {
      const { recoveryCodes } = await addApp()
      const codes = [...recoveryCodes]
      const trust = async () => {
        const page = await begin()
        expect(stateOf(page)).toMatchObject({ page: 'second-factor', trustDays: 30 })
        expect(pageOf(await send(page, { code: codes.pop()!, trust: 'on' }))).toBe('consent')
      }
      await trust()
      expect(pageOf(await begin())).toBe('consent')
      expect(pageOf(await begin(new OAuthBrowser(server.url)))).toBe('second-factor')
      await server.sql('UPDATE trusted_browser SET until = now() WHERE did = $1', [did])
      await trust()
      await server.post(
        'com.atproto.admin.updateAccountPassword',
        { did, password: PASSWORD },
        { authorization: `Basic ${Buffer.from('admin:admin-password').toString('base64')}` },
      )
      await trust()
      expect(pageOf(await begin())).toBe('consent')
      await addPasskey()
      expect(pageOf(await begin())).toBe('second-factor')
    },
    TEST_MAX_MS,
  )

  test('lets somebody turn back, and only those in whom the application wants', async () => {
    const { recoveryCodes } = await addApp()
    const page = await begin()
    const turned = await browser.send(page, { decision: 'deny' })
    expect(new URL(turned.location!).searchParams.get('error')).toBe('access_denied')
    const hinted = await open(browser, { login_hint: 'somebody-else.test' })
    const step = await typePassword(hinted)
    const shown = await send(step, { code: recoveryCodes[0]! })
    expect(stateOf(shown)).toMatchObject({ problem: 'wrong-account' })
  })
})

test('a code by mail is sent once, and asked for on the page of the second step', async () => {
  await server.sql('UPDATE account SET email_confirmed_at = now(), email_auth_factor = true WHERE did = $1', [
    did,
  ])
  const before = sink.to(member.email).length
  const page = await begin()
  expect(stateOf(page)).toMatchObject({ page: 'second-factor', ways: ['email'] })
  const code = codeIn(await sink.next(member.email, before))
  expect(stateOf(await send(page, { code: 'AAAAA-AAAAA' }))).toMatchObject({ problem: 'wrong-code' })
  expect(pageOf(await send(page, { code }))).toBe('consent')
  expect(sink.to(member.email).filter(({ body }) => body.includes('Sign-in code'))).toHaveLength(1)
})

describe('a passkey', () => {
  test('signs in by itself', async () => {
    const { passkey, userHandle } = await addPasskey()
    const page = await open()
    const request = requestOf(page)
    expect(request).toMatchObject({ userVerification: 'required', rpId: 'localhost', allowCredentials: [] })
    const consent = await send(page, { passkey: passkey.prove(request, { userHandle }) })
    expect(stateOf(consent)).toMatchObject({ page: 'consent', account: { did } })
    expect((await factors.list(did)).passkeys).toMatchObject([{ lastUsedAt: expect.any(Date) }])
  })

  test('is asked for after the password, and needs no more than its owner’s presence then', async () => {
    const { passkey } = await addPasskey()
    const page = await begin()
    expect(stateOf(page)).toMatchObject({ page: 'second-factor', ways: ['passkey', 'recovery-code'] })
    const request = requestOf(page)
    expect(request.allowCredentials.map(({ id }) => id)).toEqual([passkey.id])
    expect(pageOf(await send(page, { passkey: passkey.prove(request, { isVerified: false }) }))).toBe(
      'consent',
    )
  })

  test('gives way to a recovery code', async () => {
    const { recoveryCodes } = await addPasskey()
    expect(pageOf(await send(await begin(), { code: recoveryCodes![0]! }))).toBe('consent')
  })

  test('keeps those out who have only the password, where no page can be shown', async () => {
    const { recoveryCodes } = await addPasskey()
    const answer = await server.signIn(member.handle)
    expect(answer).toMatchObject({ status: 401, json: { error: 'AuthenticationRequired' } })
    expect(answer.json.message).toContain('app password')
    expect(await server.signIn(member.handle, PASSWORD, { authFactorToken: '123456' })).toMatchObject({
      status: 400,
    })
    const rescued = await server.signIn(member.handle, PASSWORD, { authFactorToken: recoveryCodes![0] })
    expect(rescued).toMatchObject({ status: 200 })
  })

  const WRONG = 'passkey-failed'
  test.each<[string, Bent]>([
    ['is of another page', { origin: 'http://evil.example' }],
    ['is of another host', { rpId: 'evil.example' }],
    ['is for something else', { type: 'webauthn.create' }],
    ['comes from a device that does not know who is there', { isVerified: false }],
    ['is signed by somebody else', { signature: Buffer.alloc(70, 7) }],
    ['is of another account', { userHandle: Buffer.alloc(32, 1).toString('base64url') }],
  ])('proves nothing by an answer that %s', async (_what, bent) => {
    const { passkey } = await addPasskey()
    const page = await open()
    const shown = await send(page, { passkey: passkey.prove(requestOf(page), bent) })
    expect(stateOf(shown)).toMatchObject({ page: 'sign-in', problem: WRONG })
  })

  test.each([
    '',
    '{',
    '[]',
    'null',
    '{"id":5}',
    '{"id":"a\\u0000","response":{}}',
    '{"id":"abc","response":{}}',
  ])('is not taken for %j', async (passkey) => {
    const page = await open()
    const shown = await browser.send(page, { identifier: 'x.test', password: undefined, passkey })
    expect(shown.status).toBe(200)
    expect(pageOf(shown)).toBe('sign-in')
  })

  test('answers a challenge once, in the browser that was asked', async () => {
    const { passkey } = await addPasskey()
    const page = await open()
    const answer = { passkey: passkey.prove(requestOf(page)) }
    const other = new OAuthBrowser(server.url)
    expect(stateOf(await send(await open(other), answer, other))).toMatchObject({ problem: WRONG })
    expect(pageOf(await send(page, answer))).toBe('consent')
    const second = await open()
    expect(stateOf(await send(second, answer))).toMatchObject({ problem: WRONG })
  })

  test('of which there are two is good for nothing', async () => {
    const { passkey } = await addPasskey()
    passkey.counter = 5
    const use = async () => {
      const page = await open()
      return stateOf(await send(page, { passkey: passkey.prove(requestOf(page)) }))
    }
    expect(await use()).toMatchObject({ page: 'consent' })
    expect(await use()).toMatchObject({ problem: WRONG })
    passkey.counter = 6
    expect(await use()).toMatchObject({ page: 'consent' })
  })

  test('of another account is no second factor', async () => {
    const { passkey } = await addPasskey()
    member = await server.signUp()
    did = member.did as Did
    await addPasskey()
    const page = await begin()
    const shown = await send(page, { passkey: passkey.prove(requestOf(page)) })
    expect(stateOf(shown)).toMatchObject({ page: 'second-factor', problem: WRONG })
  })

  test('is made in the browser that was asked, once, and has a name', async () => {
    const passkey = new SoftPasskey(server.url)
    const { challenge, rp } = await factors.beginPasskey(did, ELSEWHERE)
    const answer = passkey.create({ challenge, rpId: rp.id })
    const finish = (device = ELSEWHERE, name = 'Phone') => factors.finishPasskey(did, device, name, answer)
    await expect(finish(Buffer.alloc(32, 8))).rejects.toMatchObject({ code: 'InvalidPasskey' })
    await expect(finish(ELSEWHERE, 'x'.repeat(65))).rejects.toMatchObject({ code: 'InvalidPasskeyName' })
    expect((await finish()).recoveryCodes).toHaveLength(10)
    await expect(finish()).rejects.toMatchObject({ code: 'InvalidPasskey' })
    expect((await factors.list(did)).passkeys).toMatchObject([
      { id: passkey.id, name: 'Phone', isSynced: false },
    ])
    expect(await factors.renamePasskey(did, passkey.id, ' Laptop ')).toBe(true)
    expect(await factors.renamePasskey(did, 'another', 'Laptop')).toBe(false)
    await expect(factors.renamePasskey(did, passkey.id, 'a\u0000')).rejects.toMatchObject({
      code: 'InvalidPasskeyName',
    })
    expect([
      await factors.removePasskey(did, passkey.id),
      await factors.removePasskey(did, passkey.id),
    ]).toEqual([true, false])
    expect((await factors.list(did)).recoveryCodesLeft).toBe(0)
  })
})

test('browsers are trusted for thirty days by default', () => {
  expect(server.app.get(AuthConfig, { strict: false }).browserTrustMs).toBe(30 * DAY_MS)
})
