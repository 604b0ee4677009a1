import { eventually } from '../support/eventually.js'
import { formOf, OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { OAuthApp } from '../support/oauth-app.js'
import { buttonOf, csrfOf } from '../support/portal-page.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const MINUTE_MS = 60_000
const ANOTHER_PASSWORD = 'another good password'

let server: WholeServer
let sink: SmtpSink
let member: Member
let browser: OAuthBrowser
beforeAll(async () => {
  sink = await SmtpSink.start()
  server = await WholeServer.start({
    PDS_EMAIL_SMTP_URL: sink.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    PDS_RATE_LIMITS_ENABLED: 'false',
  })
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  browser = await signedIn(member)
})
afterAll(async () => {
  await server?.close()
  await sink?.close()
})

const at = (path: string, of: Pick<Member, 'did'> = member) => `${server.url}/account/${of.did}${path}`
const pathOf = (page: Shown) => new URL(page.url).pathname
const open = (section: string) => browser.open(at(section))

async function signedIn(who: Pick<Member, 'handle'>, password = PASSWORD): Promise<OAuthBrowser> {
  const made = new OAuthBrowser(server.url)
  const page = await made.open(`${server.url}/account/sign-in`)
  await made.send(page, {
    identifier: who.handle,
    password,
    remember: 'on',
    decision: 'accept',
  })
  return made
}

/** A code that came to an address, after so many others. */
async function nextCode(before: number, to = member.email): Promise<string> {
  const codes = () => sink.to(to).filter(({ body }) => /\b[A-Z2-7]{5}-[A-Z2-7]{5}\b/.test(body))
  await eventually(() => Promise.resolve(codes().length > before), `a code to ${to}`)
  return codeIn(codes()[before]!)
}

describe('the language of letters', () => {
  it('is chosen with the address, and is that of the next letter', async () => {
    const page = await open('/email')
    const shown = await browser.send(page, { decision: 'language', language: 'de' })
    expect([pathOf(shown), shown.html]).toEqual([
      `/account/${member.did}/email`,
      expect.stringContaining('<option value="de" lang="de" selected'),
    ])
    await browser.send(shown, { for: 'confirm' })
    const isGerman = () => sink.to(member.email).some(({ body }) => body.includes('lang="de"'))
    await eventually(() => Promise.resolve(isGerman()), 'a letter in German')
    const none = await browser.send(await open('/email'), { decision: 'language', language: '' })
    expect(none.html).not.toContain('lang="de" selected')
    const wrong = await browser.send(await open('/email'), { decision: 'language', language: 'tlh' })
    expect(wrong.html).not.toMatch(/lang="\w+" selected/)
  })
})

describe('connected apps', () => {
  const allow = async (scope: string) => {
    const app = OAuthApp.loopback(server.url, scope)
    return { app, session: await app.signIn({ ...member, password: PASSWORD }, scope) }
  }

  test(
    'are listed with what they may do, and sent away one sign-in at a time or as a whole',
    async () => {
      expect((await open('/apps')).html).toContain('No app is connected.')
      const scope = 'atproto repo:app.bsky.feed.post'
      const { app, session } = await allow(scope)
      const other = await allow(scope)
      const page = await open('/apps')
      expect(page.html).toContain('Your records of the type')
      expect(page.html.match(/End this sign-in/g)).toHaveLength(2)
      const id = buttonOf(page, 'session')
      const one = await browser.send(page, { session: id })
      expect(one.html).toContain('It is signed out.')
      const none = await browser.send(one, { client: app.clientId })
      expect(none.html).toContain('No app is connected.')
      expect((await app.refresh(session)).status).toBe(400)
      expect((await other.app.refresh(other.session)).status).toBe(400)
    },
    TEST_MAX_MS,
  )

  test('of somebody else are not to be found', async () => {
    await allow('atproto repo:app.bsky.feed.post')
    const page = await open('/apps')
    const id = buttonOf(page, 'client')
    const other = await server.signUp()
    const otherBrowser = await signedIn(other)
    const own = await otherBrowser.open(at('/apps', other))
    const [session] = await server.sql<{ id: string }>('SELECT id FROM oauth_session WHERE did = $1', [
      member.did,
    ])
    const post = (fields: Record<string, string>) =>
      otherBrowser.post(at('/apps', other), new URLSearchParams({ csrf: csrfOf(own), ...fields }))
    expect(await post({ session: session!.id })).toMatchObject({ status: 404 })
    expect(await post({ client: id })).toMatchObject({ status: 404 })
    expect((await open('/apps')).html).not.toContain('No app is connected.')
  })
})

describe('devices', () => {
  test('are listed with their place, and signed out', async () => {
    const elsewhere = await signedIn(member)
    await server.post(
      'com.atproto.server.createSession',
      { identifier: member.handle, password: PASSWORD },
      { 'user-agent': 'okhttp/4.9.3' },
    )
    const page = await open('/devices')
    expect(page.html).toContain('This browser')
    expect(page.html).toContain('okhttp')
    expect(page.html).toContain('127.0.0.1')
    const ended = await browser.send(page, { decision: 'end-others' })
    expect(ended.html).toContain('All others are signed out.')
    expect(ended.html).not.toContain('okhttp')
    expect(pathOf(await elsewhere.open(at('')))).toBe('/account/sign-in')
    expect(pathOf(await open(''))).toBe(`/account/${member.did}`)
    const refresh = await server.post(
      'com.atproto.server.refreshSession',
      undefined,
      bearer(member.refreshJwt),
    )
    expect(refresh.status).toBe(400)
  })

  test('are signed out one by one, and none of somebody else', async () => {
    const page = await open('/devices')
    const session = buttonOf(page, 'session')
    const here = buttonOf(page, 'browser')
    const other = await server.signUp()
    const otherBrowser = await signedIn(other)
    const own = await otherBrowser.open(at('/devices', other))
    expect(await otherBrowser.send(own, { session })).toMatchObject({ status: 404 })
    expect(await otherBrowser.send(own, { browser: here })).toMatchObject({ status: 404 })
    expect((await browser.send(page, { session })).html).toContain('No app is signed in with a password.')
    expect(pathOf(await browser.send(page, { browser: here }))).toBe('/account/sign-in')
  })
})

describe('app passwords', () => {
  test('are made, shown once, used, listed and removed', async () => {
    const form = await open('/new-app-password')
    const empty = await browser.send(form, { name: ' ' })
    expect(empty.html).toContain('Something was left empty.')
    const made = await browser.send(form, { name: 'Phone', days: '30', privileged: 'on' })
    const [, secret] = /<code dir="ltr">([a-z2-7]{4}(?:-[a-z2-7]{4}){3})<\/code>/.exec(made.html)!
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect((await server.signIn(member.handle, secret)).status).toBe(200)
    const twice = await browser.send(form, { name: 'Phone' })
    expect(twice.html).toContain('There is an app password of this name already.')
    const list = await open('/app-passwords')
    expect(list.html).toContain('Phone')
    expect(list.html).toContain('Last used')
    expect(list.html).toContain('Good until')
    expect(list.html).not.toContain(secret)
    expect(await browser.send(list, { revoke: 'Tablet' })).toMatchObject({ status: 404 })
    const removed = await browser.send(list, { revoke: 'Phone' })
    expect(removed.html).toContain('There are no app passwords.')
    expect((await server.signIn(member.handle, secret)).status).toBe(401)
  })
})

describe('the email address', () => {
  test(
    'is confirmed, becomes a factor, and is changed, each with a code',
    async () => {
      const unconfirmed = await open('/email')
      const sent = await browser.send(unconfirmed, { for: 'confirm' })
      expect(sent.html).toContain('A code is on its way to you.')
      expect((await browser.send(sent, { code: 'AAAAA-AAAAA', decision: 'confirm' })).html).toContain(
        'This code is wrong.',
      )
      const confirmed = await browser.send(sent, { code: await nextCode(0), decision: 'confirm' })
      expect(confirmed.html).toContain('Your email address is confirmed.')

      const asked = await browser.send(confirmed, { for: 'factor' })
      const on = await browser.send(asked, { code: await nextCode(1), decision: 'factor-on' })
      expect(on.html).toContain('From now on, signing in takes a code from your email.')
      expect((await server.signIn(member.handle)).json.error).toBe('AuthFactorTokenRequired')

      const change = await browser.send(on, { for: 'change' })
      const code = await nextCode(3)
      const taken = await server.signUp()
      const inUse = await browser.send(change, { email: taken.email, code, decision: 'change' })
      expect(inUse.html).toContain('There is an account with this email address already.')
      const changed = await browser.send(inUse, { email: `new-${member.email}`, code, decision: 'change' })
      expect(changed.html).toContain('Your email address is changed.')
      const newCode = await nextCode(0, `new-${member.email}`)
      const again = await browser.send(changed, { code: newCode, decision: 'confirm' })
      expect(again.html).toContain('Your email address is confirmed.')
    },
    TEST_MAX_MS,
  )
})

describe('the password', () => {
  test('is changed by whoever knows the present one, which signs out all others', async () => {
    const elsewhere = await signedIn(member)
    const page = await open('/password')
    const wrong = await browser.send(page, { former: 'not it', password: ANOTHER_PASSWORD })
    expect(wrong.html).toContain('The password is wrong.')
    expect(wrong.html).not.toContain(ANOTHER_PASSWORD)
    const short = await browser.send(page, { former: PASSWORD, password: 'short' })
    expect(short.html).toContain('too short or too long')
    const changed = await browser.send(page, { former: PASSWORD, password: ANOTHER_PASSWORD })
    expect(changed.html).toContain('Your password is changed.')
    expect(pathOf(await open(''))).toBe(`/account/${member.did}`)
    expect(pathOf(await elsewhere.open(at('')))).toBe('/account/sign-in')
    expect((await server.signIn(member.handle, PASSWORD)).status).toBe(401)
    expect((await server.signIn(member.handle, ANOTHER_PASSWORD)).status).toBe(200)
  })
})

describe('the handle', () => {
  test('is changed to another one of this service', async () => {
    const page = await open('/handle')
    const other = await server.signUp()
    expect((await browser.send(page, { handle: other.handle })).html).toContain('This handle is taken.')
    expect((await browser.send(page, { handle: 'no spaces' })).html).toContain(
      'This cannot be a handle here.',
    )
    const name = `new-${member.handle.replace('.test', '')}`
    const changed = await browser.send(page, { handle: name })
    expect(changed.html).toContain('Your handle is changed.')
    const resolved = await server.get('com.atproto.identity.resolveHandle', { handle: `${name}.test` })
    expect(resolved.json).toEqual({ did: member.did })
  })

  test('of another domain is shown what it takes, and is not taken before', async () => {
    const page = await browser.open(at('/handle?domain=nobodys.example.invalid-tld-xyz'))
    expect(page.status).toBe(200)
    const shown = await browser.open(at('/handle?domain=guildhall-test.example.com'))
    expect(shown.html).toContain('_atproto.guildhall-test.example.com')
    expect(shown.html).toContain(`did=${member.did}`)
    expect(shown.html).toContain('https://guildhall-test.example.com/.well-known/atproto-did')
    const refused = await browser.send(shown, { handle: 'guildhall-test.example.com' })
    expect(refused.html).toContain('The domain does not lead to this account yet.')
  })
})

describe('the end of an account', () => {
  test('is put off by deactivation, and taken back', async () => {
    const page = await open('/data')
    const put = await browser.send(page, { decision: 'deactivate', days: '30' })
    expect(put.html).toContain('Your account is deactivated.')
    expect(put.html).toContain('Will be deleted')
    const repo = { did: member.did }
    expect((await server.get('com.atproto.sync.getRepoStatus', repo)).json).toMatchObject({ active: false })
    const back = await browser.send(put, { decision: 'reactivate' })
    expect(back.html).toContain('Your account is active again.')
    expect((await server.get('com.atproto.sync.getRepoStatus', repo)).json).toMatchObject({ active: true })
  })

  test('takes a code, the password, and being sure; then nothing is left', async () => {
    const asked = await browser.send(await open('/delete'), {}, {}, '/code')
    const code = await nextCode(0)
    const all = { code, password: PASSWORD, sure: 'on' }
    expect((await browser.send(asked, { ...all, sure: undefined })).html).toContain('Tick the box')
    expect((await browser.send(asked, { ...all, password: 'not it' })).html).toContain(
      'The password is wrong.',
    )
    const gone = await browser.send(asked, all)
    expect(pathOf(gone)).toBe('/account/farewell')
    expect(gone.html).toContain('Your account is deleted')
    expect(pathOf(await open(''))).toBe('/account/sign-in')
    expect((await server.signIn(member.handle)).status).toBe(401)
  })

  test('by moving away is explained, with a code for the identity', async () => {
    const page = await open('/move')
    expect(page.html).toContain('atproto_pds')
    await browser.send(page, {}, {}, '/code')
    expect(await nextCode(0)).toMatch(/-/)
  })
})

describe('forms', () => {
  test('of every page take nothing without what only that page knows', async () => {
    for (const section of [
      '',
      '/apps',
      '/devices',
      '/app-passwords',
      '/new-app-password',
      '/email',
      '/password',
      '/handle',
      '/data',
      '/delete',
      '/move',
    ]) {
      const page = await open(section)
      const { fields } = formOf(page)
      expect(fields.map(([name]) => name)).toContain('csrf')
      for (const to of ['', '/code']) {
        const none = await browser.post(
          `${at(section)}${section && to}`,
          new URLSearchParams({ decision: 'x' }),
        )
        expect([section, to, none.status]).toEqual([section, to, 403])
      }
    }
    const archive = await browser.post(at('/archive/repo'), new URLSearchParams())
    expect(archive.status).toBe(403)
  })

  test('that no page has are refused', async () => {
    for (const section of ['', '/email', '/data']) {
      const sent = await browser.send(await open(section), { decision: 'nothing of the kind' })
      expect([section, sent.status]).toEqual([section, 400])
    }
  })
})

// The last ones: they move the clock.
describe('what takes a proof', () => {
  test.each(['/password', '/email', '/handle', '/delete', '/move', '/new-app-password'])(
    '%s is for those only who have proved lately who they are',
    async (section) => {
      expect(pathOf(await open(section))).toBe(`/account/${member.did}${section}`)
      server.clock.advance(11 * MINUTE_MS)
      const confirm = await open(section)
      expect(pathOf(confirm)).toBe(`/account/${member.did}/confirm`)
      const wrong = await browser.send(confirm, { password: 'not it' })
      expect(wrong.html).toContain('The password is wrong.')
      const back = await browser.send(wrong, { password: PASSWORD })
      expect(pathOf(back)).toBe(`/account/${member.did}${section}`)
    },
    TEST_MAX_MS,
  )

  test('is asked for when the page was open for too long, and nothing is done', async () => {
    const page = await open('/password')
    server.clock.advance(11 * MINUTE_MS)
    const sent = await browser.send(page, { former: PASSWORD, password: ANOTHER_PASSWORD })
    expect(pathOf(sent)).toBe(`/account/${member.did}/confirm`)
    expect((await server.signIn(member.handle, PASSWORD)).status).toBe(200)
  })

  test('leads on to pages of the portal only', async () => {
    server.clock.advance(11 * MINUTE_MS)
    const confirm = await browser.open(at('/confirm?to=https://evil.example'))
    expect(pathOf(await browser.send(confirm, { password: PASSWORD }))).toBe(`/account/${member.did}`)
  })
})
