import { REDIRECT_URI } from '../support/client-metadata-host.js'
import { newVerifier, OAuthApp, ProofKey, sessionOf } from '../support/oauth-app.js'
import { formOf, OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { PASSWORD } from '../support/whole-server.js'
import { type Check, check, expectChecks } from './oauth-checks.js'
import { OauthWorld } from './oauth-world.js'

const START_MAX_MS = 60_000
const TABLE_MAX_MS = 180_000
const AT_ONCE = 12

let world: OauthWorld
beforeAll(async () => {
  world = await OauthWorld.start()
}, START_MAX_MS)
afterAll(() => world?.close())

const newBrowser = () => new OAuthBrowser(world.server.url)
const typed = (more: object = {}) => ({
  identifier: world.member.handle,
  password: PASSWORD,
  decision: 'accept',
  ...more,
})

/** What a browser sees: the title of a page, or what an application is told. */
function seen({ status, location, html }: Shown): string {
  if (location === undefined) return `${status} ${/<h1[^>]*>([^<]*)/.exec(html)?.[1] ?? 'no page'}`
  const url = new URL(location)
  const answer = new URLSearchParams(url.search || url.hash.slice(1))
  return `back with ${answer.get('error') ?? (answer.has('code') ? 'a code' : 'nothing')}`
}

const authorize = (params: Record<string, string>, browser = newBrowser(), init: RequestInit = {}) =>
  browser.open(`${world.server.url}/oauth/authorize?${new URLSearchParams(params).toString()}`, init)

const FAILED = '400 This did not work'

function requestChecks(): Check[] {
  const { app, host, server } = world
  const of = (name: string, expected: string, run: () => Promise<Shown>) =>
    check('authorize', name, expected, async () => seen(await run()))
  const plain = () => app.request(newVerifier()) as Record<string, string>
  const pushedUri = async (more = {}) => String((await world.push(more)).json.request_uri)
  const client = { client_id: app.clientId }
  const web = () => world.clientAt(host.publish())
  return [
    of('a request that was not pushed', 'back with invalid_request', () => authorize(plain())),
    of('one with a redirect to somebody else', FAILED, () =>
      authorize({ ...plain(), redirect_uri: 'https://evil.example/' }),
    ),
    of('a request_uri that nobody knows', FAILED, () =>
      authorize({ ...client, request_uri: 'urn:ietf:params:oauth:request_uri:nobody' }),
    ),
    of('a request_uri that leads elsewhere', FAILED, () =>
      authorize({ ...client, request_uri: 'https://evil.example/request.jwt' }),
    ),
    of('the request of another client', FAILED, async () =>
      authorize({ client_id: web().clientId, request_uri: await pushedUri() }),
    ),
    of('no client_id', FAILED, async () => authorize({ request_uri: await pushedUri() })),
    of('a request of ten minutes ago', FAILED, async () => {
      const request_uri = await pushedUri()
      world.pass(600)
      return authorize({ ...client, request_uri })
    }),
    of('parameters beside the pushed ones change nothing', 'back with access_denied', async () => {
      const browser = newBrowser()
      const request_uri = await pushedUri({ state: 'pushed' })
      const more = {
        scope: 'atproto transition:email',
        redirect_uri: 'https://evil.example/',
        state: 'other',
      }
      const page = await authorize({ ...client, request_uri, ...more }, browser)
      const answer = await browser.send(page, { decision: 'deny' })
      expect(answer.location).toMatch(/^http:\/\/127\.0\.0\.1:7777\/callback\?.*state=pushed/)
      return answer
    }),
    of('client_id twice', FAILED, async () => {
      const query = `client_id=x&client_id=y&request_uri=${encodeURIComponent(await pushedUri())}`
      return newBrowser().open(`${server.url}/oauth/authorize?${query}`)
    }),
    of('a query that is no query', FAILED, () =>
      newBrowser().open(`${server.url}/oauth/authorize?client_id=%ff%zz`),
    ),
    of('a very long query', FAILED, () => authorize({ ...client, request_uri: 'x'.repeat(8_000) })),
    check('pages', 'an interaction that nobody has begun', FAILED, async () =>
      seen(await newBrowser().open(`${server.url}/oauth/interaction/${'x'.repeat(500)}`)),
    ),
    check('authorize', 'no frame may show it, and nothing keeps it', 'DENY, no-store', async () => {
      const { headers } = await authorize({ ...client, request_uri: await pushedUri() })
      return `${headers.get('x-frame-options')}, ${headers.get('cache-control')}`
    }),
  ]
}

/** Signs a member in in a browser, and gives what the application is told. */
async function signedIn(browser: OAuthBrowser, of: OAuthApp, more: Record<string, string> = {}) {
  const login_hint = more.identifier ?? world.member.handle
  const page = await browser.open(of.authorizeUrl(await world.push({ login_hint }, of)))
  return of.consent(browser, await browser.send(page, typed({ remember: 'on', ...more })))
}

function memberChecks(): Check[] {
  const { app, server, confidential } = world
  const of = (name: string, expected: string, run: Check['run']) => check('pages', name, expected, run)
  const ask = async (browser: OAuthBrowser, more = {}, client = app) =>
    browser.open(client.authorizeUrl(await world.push(more, client)))
  return [
    // First: what oidc-provider notes when a request is opened is its own time, in whole seconds.
    of('prompt=login wants the password again', '200 Sign in', async () => {
      const browser = newBrowser()
      await signedIn(browser, app)
      await new Promise((resolve) => setTimeout(resolve, 1_000))
      return seen(await ask(browser, { prompt: 'login', login_hint: world.member.did }))
    }),
    of('two tabs of a browser, one request: one code', `back with a code, ${FAILED}`, async () => {
      const browser = newBrowser()
      const pushed = await world.push()
      const first = await browser.open(app.authorizeUrl(pushed))
      const second = await browser.open(app.authorizeUrl(pushed))
      const consent = await browser.send(second, typed())
      const answer = await browser.send(consent, { decision: 'accept' })
      return [seen(answer), seen(await browser.send(first, typed()))].join(', ')
    }),
    of('an account of another browser cannot be chosen', '200 Sign in', async () => {
      await signedIn(newBrowser(), app)
      const browser = newBrowser()
      const { url } = await ask(browser)
      return seen(await browser.open(`${url}?account=${world.member.did}`))
    }),
    of('prompt=none, with several accounts', 'back with account_selection_required', async () => {
      const browser = newBrowser()
      const other = await server.signUp()
      await signedIn(browser, confidential)
      await signedIn(browser, confidential, { identifier: other.handle })
      return seen(await ask(browser, { prompt: 'none' }, confidential))
    }),
    of('prompt=none, a week later', 'back with login_required', async () => {
      const browser = newBrowser()
      await signedIn(browser, confidential)
      world.pass(8 * 24 * 60 * 60)
      return seen(await ask(browser, { prompt: 'none' }, confidential))
    }),
    of('a public client is agreed to every time', '200 Allow access?', async () => {
      const browser = newBrowser()
      await signedIn(browser, app)
      return seen(await ask(browser, { login_hint: world.member.did }))
    }),
    of('a form is answered with 303: no password is sent on', '303', async () => {
      const browser = newBrowser()
      const page = await ask(browser)
      const { action, fields } = formOf(page)
      const body = new URLSearchParams([
        ...fields.filter(([name]) => !(name in typed())),
        ...Object.entries(typed()),
      ])
      const headers = { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' }
      const init = { method: 'POST', headers, body: body.toString() }
      return String((await browser.once(new URL(action, page.url).href, init)).status)
    }),
    of('a state of HTML comes back as it was', '<"&>é', async () => {
      const browser = newBrowser()
      const page = await ask(browser, { state: '<"&>é' })
      return String(
        new URL((await browser.send(page, { decision: 'deny' })).location!).searchParams.get('state'),
      )
    }),
    of('many members at the same moment, each with a code of their own', String(AT_ONCE), async () => {
      const subjects = await Promise.all(Array.from({ length: AT_ONCE }, () => wholeSignIn()))
      return String(subjects.filter(([wanted, got]) => wanted === got).length)
    }),
    of('a redirect with a scheme of its own', 'back with access_denied', async () => {
      const redirect = 'dev.clienttest.app:/callback'
      const clientId = world.host.publish({ application_type: 'native', redirect_uris: [redirect] })
      const client = new OAuthApp(server.url, clientId, { redirectUri: redirect })
      client.aheadS = app.aheadS
      const browser = newBrowser()
      const page = await ask(browser, {}, client)
      expect(page.headers.get('content-security-policy')).toContain("form-action 'self' dev.clienttest.app:")
      expect(page.html).not.toContain(REDIRECT_URI)
      return seen(await browser.send(page, { decision: 'deny' }))
    }),
  ]
}

/** All steps for a member of its own. @returns who was to sign in, and who has */
async function wholeSignIn(): Promise<[string, string]> {
  const member = await world.server.signUp()
  const client = OAuthApp.loopback(world.server.url)
  client.aheadS = world.app.aheadS
  const [key, verifier] = [new ProofKey(), newVerifier()]
  const pushed = await client.push(client.request(verifier), key)
  const answer = await client.authorize(newBrowser(), { ...member, password: PASSWORD }, pushed)
  return [member.did, sessionOf(await client.exchange(String(answer.get('code')), verifier, key), key).sub]
}

test(
  'the authorization endpoint and its pages: whatever is not as it should be is refused',
  async () => {
    await expectChecks([...memberChecks(), ...requestChecks()])
  },
  TABLE_MAX_MS,
)
