import { AdminApi } from '../support/admin-api.js'
import { formOf, OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000

let server: WholeServer
let member: Member
let browser: OAuthBrowser
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
  browser = new OAuthBrowser(server.url)
})
afterAll(() => server?.close())

const at = (path: string) => `${server.url}/account${path}`

async function signIn(who = member, more: Record<string, string | undefined> = {}): Promise<Shown> {
  const page = await browser.open(at('/sign-in'))
  return browser.send(page, { identifier: who.handle, password: PASSWORD, decision: 'accept', ...more })
}

/** What is in a field of a page. */
const fieldOf = (page: Shown, name: string) => formOf(page).fields.find(([each]) => each === name)?.[1]

describe('the entrance of the portal', () => {
  test('asks who it is, and lets in to the overview', async () => {
    const first = await browser.open(at(''))
    expect(new URL(first.url).pathname).toBe('/account/sign-in')
    const wrong = await browser.send(first, {
      identifier: member.handle,
      password: 'not it',
      decision: 'accept',
    })
    expect(wrong.html).toContain('is wrong')
    expect(wrong.html).not.toContain('not it')
    const overview = await signIn()
    expect(new URL(overview.url).pathname).toBe(`/account/${member.did}`)
    expect(overview.html).toContain(member.handle)
    expect(overview.html).toContain(member.email)
    expect(overview.headers.get('content-security-policy')).not.toContain('unsafe')
    expect(overview.headers.get('access-control-allow-origin')).toBeNull()
    expect((await browser.open(at(''))).url).toBe(overview.url)
  })

  test('lets whoever is invited sign up, with the code of their link', async () => {
    const { json } = await new AdminApi(server).post('invites', { emailPattern: 'new@example.com' })
    const code = (json.data as { codes: string[] }[])[0]!.codes[0]!
    const page = await browser.open(at(`/sign-up?code=${code}`))
    expect(fieldOf(page, 'inviteCode')).toBe(code)
    const entries = { handle: 'newly-here', email: 'new@example.com', password: PASSWORD, decision: 'accept' }
    const wrong = await browser.send(page, { ...entries, inviteCode: code, handle: member.handle })
    expect(new URL(wrong.url).pathname).toBe('/account/sign-up')
    expect([fieldOf(wrong, 'inviteCode'), fieldOf(wrong, 'email')]).toEqual([code, 'new@example.com'])
    expect(wrong.html).not.toContain(PASSWORD)
    const overview = await browser.send(wrong, { ...entries, inviteCode: code })
    expect(overview.html).toContain('newly-here.test')
    const [used] = await server.sql<{ did: string }>(
      'SELECT used_by AS did FROM invite_code_use WHERE code = $1',
      [code],
    )
    expect(new URL(overview.url).pathname).toBe(`/account/${used!.did}`)
  })

  test('asks for no code where none is needed', async () => {
    const page = await browser.open(at('/sign-up'))
    expect(page.html).toContain('name="email"')
    expect(fieldOf(page, 'inviteCode')).toBeUndefined()
  })

  test('shows nothing of an account that is not signed in', async () => {
    const other = await server.signUp()
    await signIn()
    const shown = await browser.open(at(`/${other.did}`))
    expect(new URL(shown.url).pathname).toBe('/account/sign-in')
    expect(shown.html).not.toContain(other.handle)
    const unknown = await browser.open(at('/did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'))
    expect(new URL(unknown.url).pathname).toBe('/account/sign-in')
  })

  test('is not opened by what was signed in for elsewhere and is not to be remembered', async () => {
    await signIn(member, { remember: undefined })
    browser.forget('visit')
    expect(new URL((await browser.open(at(`/${member.did}`))).url).pathname).toBe('/account/sign-in')
    await signIn(member, { remember: 'on' })
    browser.forget('visit')
    expect(new URL((await browser.open(at(`/${member.did}`))).url).pathname).toBe(`/account/${member.did}`)
  })

  test('lets one of several accounts be chosen', async () => {
    const other = await server.signUp()
    await signIn()
    await signIn(other)
    const choice = await browser.open(at(''))
    expect(new URL(choice.url).pathname).toBe('/account/choose-account')
    expect(choice.html).toContain(member.handle)
    expect(choice.html).not.toContain('Cancel')
    const overview = await browser.send(choice, { account: other.did })
    expect(new URL(overview.url).pathname).toBe(`/account/${other.did}`)
  })

  test('takes no form but its own', async () => {
    const page = await browser.open(at('/sign-in'))
    const typed = { identifier: member.handle, password: PASSWORD, decision: 'accept' }
    expect(await browser.send(page, { ...typed, csrf: undefined })).toMatchObject({ status: 403 })
    expect(await browser.send(page, typed, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await new OAuthBrowser(server.url).send(page, typed)).toMatchObject({ status: 403 })
    const overview = await signIn()
    const out = { decision: 'sign-out' }
    expect(await browser.send(overview, { ...out, csrf: undefined })).toMatchObject({ status: 403 })
    expect(await browser.send(overview, out, { 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
    })
  })

  test('is to be found under the name of the service only', async () => {
    const shown = await server.request('GET', '/account', { host: 'elsewhere.example' })
    expect(shown.status).toBe(403)
    expect(String(shown.bytes)).toContain('another address')
  })

  test('tells of pages that are none', async () => {
    await signIn()
    expect(await browser.open(at('/nothing'))).toMatchObject({ status: 404 })
    expect(await browser.open(at(`/${member.did}/nothing`))).toMatchObject({ status: 404 })
  })

  test('lets out again, here or everywhere', async () => {
    const overview = await signIn(member, { remember: 'on' })
    const out = await browser.send(overview, { decision: 'sign-out' })
    expect(new URL(out.url).pathname).toBe('/account/sign-in')
    const again = await signIn(member, { remember: 'on' })
    const elsewhere = await server.signIn(member.handle)
    await browser.send(again, { decision: 'sign-out-everywhere' })
    const headers = { authorization: `Bearer ${String(elsewhere.json.refreshJwt)}` }
    expect((await server.post('com.atproto.server.refreshSession', undefined, headers)).status).toBe(400)
    expect(new URL((await browser.open(at(`/${member.did}`))).url).pathname).toBe('/account/sign-in')
  })

  test('asks again when a remembered sign-in is old', async () => {
    await signIn(member, { remember: 'on' })
    browser.forget('visit')
    server.clock.advance(8 * 24 * HOUR_MS)
    const page = await browser.open(at(`/${member.did}`))
    expect(new URL(page.url).pathname).toBe('/account/sign-in')
    expect(formOf(page).fields).toContainEqual(['identifier', member.handle])
  })
})
