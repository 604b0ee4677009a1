import { com } from '@guildhall/lexicon'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import { type AppSession, newVerifier, OAuthApp, ProofKey, sessionOf } from '../support/oauth-app.js'
import { OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { PASSWORD, WholeServer } from '../support/whole-server.js'

const { getSession } = com.atproto.server
const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const TRUSTED = ['trusted', 'broken'].map((name) => `https://app.clienttest.dev/${name}.json`)
const [TRUSTED_ID, BROKEN_ID] = TRUSTED as [string, string]
const PNG = Buffer.from('89504e470d0a1a0a', 'hex')

let server: WholeServer
let host: ClientMetadataHost
let member: { handle: string; password: string; did: string }
/** How far the clocks of the server and of new applications are ahead. */
let aheadMs = 0
beforeAll(async () => {
  server = await WholeServer.start({ PDS_OAUTH_TRUSTED_CLIENTS: TRUSTED.join(',') })
  host = await ClientMetadataHost.start(server)
}, START_MAX_MS)
beforeEach(async () => {
  member = { ...(await server.signUp()), password: PASSWORD }
})
afterAll(async () => {
  await host?.close()
  await server?.close()
})

/** Time goes by, for the server and for applications. */
function pass(ms: number, ...apps: OAuthApp[]): void {
  server.clock.advance(ms)
  aheadMs += ms
  for (const app of apps) app.aheadS += ms / 1000
}

/** One whose clock shows what that of the server shows. */
function onTime(app: OAuthApp): OAuthApp {
  app.aheadS = aheadMs / 1000
  return app
}

const keysOf = (...keys: ProofKey[]) => ({
  token_endpoint_auth_method: 'private_key_jwt',
  jwks: { keys: keys.map(({ jwk, kid }) => ({ ...jwk, kid, alg: 'ES256', use: 'sig' })) },
})
const clientAt = (clientId: string, clientKey?: ProofKey) =>
  onTime(new OAuthApp(server.url, clientId, { redirectUri: REDIRECT_URI, ...(clientKey && { clientKey }) }))
const ask = async (
  app: OAuthApp,
  browser = new OAuthBrowser(server.url),
  more: Record<string, string> = {},
) => {
  const pushed = await app.push(app.request(newVerifier(), more), new ProofKey())
  expect(pushed).toMatchObject({ status: 201 })
  return { pushed, page: await browser.open(app.authorizeUrl(pushed)) }
}
const refresh = async (app: OAuthApp, session: AppSession) =>
  sessionOf(await app.refresh(session), session.key)

// First: tests further below let time go by, which the library that issues tokens knows nothing of.
test('nonces of methods are taken by the authorization server, and the other way round', async () => {
  const app = onTime(OAuthApp.loopback(server.url))
  const session = await app.signIn(member)
  const ofServer = (await app.push(app.request(newVerifier()), session.key)).headers.get('dpop-nonce')!
  const claims = { nonce: ofServer }
  const called = await app.method('GET', getSession.nsid, session, { change: { claims } })
  expect(called).toMatchObject({ status: 200 })
  const ofMethod = called.headers.get('dpop-nonce')!
  const pushed = await app.push(app.request(newVerifier()), session.key, { claims: { nonce: ofMethod } })
  expect(pushed).toMatchObject({ status: 201 })
  expect(new Set([ofServer, ofMethod, pushed.headers.get('dpop-nonce')]).size).toBe(1)
})

describe('an access token', () => {
  test(
    'lasts ten minutes',
    async () => {
      const app = onTime(OAuthApp.loopback(server.url))
      const session = await app.signIn(member)
      pass(9 * MINUTE_MS, app)
      expect(await app.method('GET', getSession.nsid, session)).toMatchObject({ status: 200 })
      pass(2 * MINUTE_MS, app)
      expect(await app.method('GET', getSession.nsid, session)).toMatchObject({
        status: 401,
        json: { error: 'invalid_token' },
      })
    },
    TEST_MAX_MS,
  )
})

describe('a key that a client has taken back', () => {
  test(
    'is good as long as the metadata are kept, and for nothing from then on',
    async () => {
      const [first, second] = [new ProofKey('k1'), new ProofKey('k2')]
      const clientId = host.publish(keysOf(first, second))
      const app = clientAt(clientId, first)
      let session = await app.signIn(member)
      host.republish(clientId, keysOf(second))
      session = await refresh(app, session)
      pass(11 * MINUTE_MS, app)
      const asked = host.asked.length
      expect(await app.refresh(session)).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
      expect(host.asked.length).toBe(asked + 1)

      // Whoever has the other key has not begun the session: it ends.
      const other = clientAt(clientId, second)
      const refused = { status: 400, json: { error: 'invalid_grant' } }
      expect(await other.refresh(session)).toMatchObject(refused)
      host.republish(clientId, keysOf(first, second))
      pass(11 * MINUTE_MS, app)
      expect(await app.refresh(session)).toMatchObject(refused)
    },
    TEST_MAX_MS,
  )

  test(
    'is not replaced by none: a client that turns public has lost its sessions',
    async () => {
      const key = new ProofKey('k1')
      const clientId = host.publish(keysOf(key))
      const app = clientAt(clientId, key)
      const session = await app.signIn(member)
      host.republish(clientId, {})
      pass(11 * MINUTE_MS, app)
      const refused = { status: 400, json: { error: 'invalid_grant' } }
      expect(await clientAt(clientId).refresh(session)).toMatchObject(refused)
      expect(await server.sql('SELECT FROM oauth_session WHERE did = $1', [member.did])).toHaveLength(0)
    },
    TEST_MAX_MS,
  )
})

describe('a session lasts', () => {
  /** Days until a session ends that is used every so many days, tried at the end of each of them. */
  const lives = async (app: OAuthApp, everyDays: number, maxDays: number): Promise<number> => {
    let session = await app.signIn(member)
    for (let days = everyDays; days <= maxDays; days += everyDays) {
      pass(everyDays * DAY_MS, app)
      const reply = await app.refresh(session)
      if (reply.status !== 200) return days
      session = sessionOf(reply, session.key)
    }
    return Number.POSITIVE_INFINITY
  }

  test.each([
    ['fourteen days for a client that keeps no secret', () => clientAt(host.publish()), 5, 15],
    [
      'two years for one that proves who it is',
      () => {
        const key = new ProofKey('k1')
        return clientAt(host.publish(keysOf(key)), key)
      },
      80,
      800,
    ],
    [
      'as long for one that the operator vouches for',
      () => clientAt(host.republish(TRUSTED_ID, {})),
      80,
      800,
    ],
  ])(
    '%s',
    async (_what, make, everyDays, endsBy) => {
      const app = make()
      expect(await lives(app, everyDays, endsBy + everyDays)).toBe(endsBy)
    },
    TEST_MAX_MS,
  )

  test(
    'ninety days when it is left alone, though its client proves who it is',
    async () => {
      const key = new ProofKey('k1')
      const app = clientAt(host.publish(keysOf(key)), key)
      const [kept, left] = [await app.signIn(member), await app.signIn(member)]
      pass(89 * DAY_MS, app)
      const next = await refresh(app, kept)
      pass(2 * DAY_MS, app)
      expect(await app.refresh(left)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
      expect(await app.refresh(next)).toMatchObject({ status: 200 })
    },
    TEST_MAX_MS,
  )
})

describe('an application that the operator vouches for', () => {
  // What was known of applications before is forgotten.
  beforeEach(() => pass(11 * MINUTE_MS))
  const logoOf = ({ html }: Pick<Shown, 'html'>) => /src="(\/oauth\/logo\/[^"]+)"/.exec(html)?.[1]

  test('is shown with its name and picture, which come from this server', async () => {
    const logo = host.answer('/logo.png', (response) => {
      response.writeHead(200, { 'content-type': 'image/png' }).end(PNG)
    })
    const { page } = await ask(clientAt(host.republish(TRUSTED_ID, { logo_uri: logo })))
    expect(page.html).toContain('The &lt;b&gt;Application')
    expect(page.html).not.toContain(logo)
    const path = logoOf(page)!
    const picture = await server.request('GET', path)
    expect(picture).toMatchObject({ status: 200, bytes: PNG })
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
    })
    expect(picture.headers['content-security-policy']).toContain('sandbox')
    await server.request('GET', path)
    expect(host.asked.filter((url) => url === '/logo.png')).toHaveLength(1)
  })

  test.each([
    ['is there', undefined, 404],
    ['is a page', { 'content-type': 'text/html' }, 200],
  ])('has no picture where none %s', async (_what, headers, status) => {
    const logo = host.answer(`/logo-${status}`, (response) => {
      response.writeHead(status, headers).end('<script>alert(1)</script>')
    })
    const { page } = await ask(clientAt(host.republish(BROKEN_ID, { logo_uri: logo })))
    expect(await server.request('GET', logoOf(page)!)).toMatchObject({ status: 404 })
  })

  test('is the only one whose picture is asked for', async () => {
    const logo = host.answer('/other.png', (response) => response.writeHead(200).end(PNG))
    const { page } = await ask(clientAt(host.publish({ logo_uri: logo })))
    expect(logoOf(page)).toBeUndefined()
    expect(await server.request('GET', '/oauth/logo/AAAA')).toMatchObject({ status: 404 })
    expect(await server.request('GET', `/oauth/logo/${encodeURIComponent(logo)}`)).toMatchObject({
      status: 404,
    })
    expect(host.asked).not.toContain('/other.png')
  })
})

describe('a page that says what did not work', () => {
  beforeEach(() => pass(11 * MINUTE_MS))
  const linksOf = ({ html }: Pick<Shown, 'html'>) =>
    [...html.matchAll(/<a class="button primary" href="([^"]+)"/g)].map(([, href]) =>
      href!.replaceAll('&amp;', '&'),
    )

  test('names the application and leads to its home where the request is not of this browser', async () => {
    const app = clientAt(host.publish({ client_uri: 'https://app.clienttest.dev/home' }))
    const { pushed } = await ask(app)
    const page = await new OAuthBrowser(server.url).open(app.authorizeUrl(pushed))
    expect(page.status).toBe(400)
    expect(page.html).toContain(app.clientId)
    expect(page.html).not.toContain('The &lt;b&gt;Application')
    expect(linksOf(page)).toEqual(['https://app.clienttest.dev/home'])
  })

  test('has the name of an application that the operator vouches for', async () => {
    const app = clientAt(host.republish(TRUSTED_ID, {}))
    const { pushed } = await ask(app)
    const page = await new OAuthBrowser(server.url).open(app.authorizeUrl(pushed))
    expect(page.html).toContain('The &lt;b&gt;Application')
    expect(linksOf(page)).toEqual([])
  })

  test('leads back with the error where the request is of this browser', async () => {
    const app = clientAt(host.publish())
    const browser = new OAuthBrowser(server.url)
    const { page } = await ask(app, browser, { state: 'my state' })
    const failed = await browser.send(page, { csrf: 'x', decision: 'accept' })
    expect(failed.status).toBe(403)
    const [link] = linksOf(failed)
    expect(link).toMatch(/^https:\/\/app\.clienttest\.dev\/callback\?/)
    const answer = Object.fromEntries(new URL(link!).searchParams)
    expect(answer).toEqual({ error: 'invalid_request', state: 'my state', iss: server.url })
  })

  test('names an application that cannot be found, and leads nowhere', async () => {
    const clientId = 'https://app.clienttest.dev/nobody.json?<script>'
    const query = new URLSearchParams({ client_id: clientId, request_uri: 'urn:x' })
    const page = await new OAuthBrowser(server.url).open(`${server.url}/oauth/authorize?${query.toString()}`)
    expect(page.status).toBe(400)
    expect(page.html).toContain('https://app.clienttest.dev/nobody.json?&lt;script&gt;')
    expect(linksOf(page)).toEqual([])
  })

  test('has the number under which it stands in the log', async () => {
    for (const path of ['/oauth/authorize?client_id=http://localhost', '/oauth/interaction/nobodys']) {
      const page = await new OAuthBrowser(server.url).open(`${server.url}${path}`)
      const id = page.headers.get('x-request-id')
      expect(id).toBeTruthy()
      expect(page.html).toContain(`<code>${id}</code>`)
    }
  })
})
