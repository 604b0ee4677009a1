import { AdminApi, data } from '../support/admin-api.js'
import { ClientMetadataHost, REDIRECT_URI } from '../support/client-metadata-host.js'
import { newVerifier, OAuthApp, ProofKey, type Reply, sessionOf } from '../support/oauth-app.js'
import { formOf, OAuthBrowser } from '../support/oauth-browser.js'
import { PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const TEST_MAX_MS = 60_000
const AT_ONCE = 16

let server: WholeServer
let host: ClientMetadataHost
let app: OAuthApp
let member: { handle: string; password: string; did: string }
beforeAll(async () => {
  server = await WholeServer.start()
  host = await ClientMetadataHost.start(server)
  app = OAuthApp.loopback(server.url)
}, START_MAX_MS)
beforeEach(async () => {
  member = { ...(await server.signUp()), password: PASSWORD }
})
afterAll(async () => {
  await host?.close()
  await server?.close()
})

const push = (more: Record<string, string | undefined> = {}, of = app) =>
  of.push(of.request(newVerifier(), more), new ProofKey())
const typed = (more: object = {}) => ({
  identifier: member.handle,
  password: member.password,
  decision: 'accept',
  ...more,
})
const confidential = () => {
  const key = new ProofKey('k1')
  const jwks = { keys: [{ ...key.jwk, kid: 'k1', alg: 'ES256', use: 'sig' }] }
  const clientId = host.publish({ token_endpoint_auth_method: 'private_key_jwt', jwks })
  return new OAuthApp(server.url, clientId, { redirectUri: REDIRECT_URI, clientKey: key })
}

describe('terms', () => {
  const TERMS_URL = 'https://example.org/terms/2'
  const publish = (more: object = {}) =>
    new AdminApi(server).post('terms-versions', { termsOfServiceUrl: TERMS_URL, asksAgain: true, ...more })
  const kept = (did: string) =>
    server.sql('SELECT version, via, asked, locale FROM terms_acceptance WHERE did = $1', [did])
  afterEach(() => server.sql('TRUNCATE terms_version, terms_acceptance'))

  test('that are new are agreed to before the application gets anything', async () => {
    const { json: version } = await publish()
    const browser = new OAuthBrowser(server.url)
    const asked = await browser.send(
      await browser.open(app.authorizeUrl(await push())),
      typed({ remember: 'on' }),
    )
    expect(asked.html).toContain(TERMS_URL)
    expect(asked.html).toContain('name="terms"')
    expect(asked.html).not.toContain('name="scope"')
    const refused = await browser.send(asked, { decision: 'accept' })
    expect(refused.html).toContain('name="terms"')
    expect(await kept(member.did)).toEqual([])
    const consent = await browser.send(refused, { decision: 'accept', terms: 'on' })
    expect(consent.html).toContain('name="scope"')
    expect(await kept(member.did)).toMatchObject([{ version: version.id, via: 'sign-in', asked: true }])
    const again = await browser.open(app.authorizeUrl(await push({ login_hint: member.handle })))
    expect(again.html).toContain('name="scope"')
  })

  test('that are not agreed to turn the application away, and may be of another account', async () => {
    await publish()
    const browser = new OAuthBrowser(server.url)
    const asked = await browser.send(await browser.open(app.authorizeUrl(await push())), typed())
    const other = await browser.send(asked, { decision: 'other' })
    expect(other.html).toContain('name="identifier"')
    expect(await kept(member.did)).toEqual([])
  })

  test('ask nobody again who need not agree once more, or has a domain with others', async () => {
    await publish({ asksAgain: false })
    await publish({ validFrom: '2100-01-01T00:00:00Z' })
    const browser = new OAuthBrowser(server.url)
    const consent = await browser.send(await browser.open(app.authorizeUrl(await push())), typed())
    expect(consent.html).toContain('name="scope"')
  })

  test('are agreed to by whoever signs up, and noted of whoever could not be asked', async () => {
    const { json: version } = await publish({ termsOfServiceUrl: undefined, text: 'Be kind to each other.' })
    const browser = new OAuthBrowser(server.url)
    const page = await browser.open(app.authorizeUrl(await push({ prompt: 'create' })))
    const [, text] = /href="([^"]*\/terms\/[^"]*)"/.exec(page.html)!
    expect(await (await fetch(text!)).text()).toBe('Be kind to each other.')
    const wanted = {
      handle: `new${process.hrtime.bigint()}.test`,
      email: `new${process.hrtime.bigint()}@example.com`,
      password: PASSWORD,
    }
    const refused = await browser.send(page, { ...wanted, decision: 'accept' })
    expect(refused.html).toContain('name="terms"')
    const consent = await browser.send(refused, { ...wanted, decision: 'accept', terms: 'on' })
    expect(consent.html).toContain('name="scope"')
    const [{ did }] = (await server.sql('SELECT did FROM account WHERE handle = $1', [wanted.handle])) as [
      { did: string },
    ]
    expect(await kept(did)).toMatchObject([{ version: version.id, via: 'sign-up', asked: true }])
    const { did: unasked } = await server.signUp()
    expect(await kept(unasked)).toMatchObject([{ version: version.id, via: 'api', asked: false }])
  })

  test('are listed with who has agreed', async () => {
    const api = new AdminApi(server)
    const { status, json: version } = await publish({ domain: '.test' })
    expect(status).toBe(201)
    const browser = new OAuthBrowser(server.url)
    const asked = await browser.send(await browser.open(app.authorizeUrl(await push())), typed())
    await browser.send(asked, { decision: 'accept', terms: 'on' })
    const members = Number((await api.get('accounts?count=only&filter[domain]=test')).json.count)
    expect(data(await api.get('terms-versions'))).toMatchObject([
      { id: version.id, domain: 'test', termsOfServiceUrl: TERMS_URL, current: true, agreed: 1, members },
    ])
    const found = await api.get(`terms-acceptances?filter[version]=${String(version.id)}&count=true`)
    expect(found.json).toMatchObject({
      count: 1,
      data: [{ did: member.did, handle: member.handle, via: 'sign-in' }],
    })
    const wrong = {
      termsOfServiceUrl: undefined,
      domain: 'elsewhere.example',
      validFrom: '2020-01-01T00:00:00Z',
    }
    const { json } = await publish(wrong)
    expect((json.errors as { at: string }[]).map(({ at }) => at)).toEqual([
      '/termsOfServiceUrl',
      '/validFrom',
      '/domain',
    ])
  })
})

describe('the pages of the authorization server', () => {
  test('let a code for a new password be typed again when it is no good', async () => {
    const browser = new OAuthBrowser(server.url)
    const first = await browser.open(app.authorizeUrl(await push()))
    const link = /href="([^"]*reset-password[^"]*)"/.exec(first.html)![1]!
    const asked = await browser.open(new URL(link.replaceAll('&amp;', '&'), first.url).href)
    const sent = await browser.send(asked, { identifier: 'nobody@example.com', decision: 'accept' })
    expect(sent.html).toContain('name="code"')
    const again = await browser.send(sent, { code: 'AAAAA-AAAAA', password: 'another password' })
    expect(again.html).toContain('name="code"')
    expect(again.html).not.toContain('another password')
  })

  test('say who asks, and nothing that anybody could claim; nothing is inline, framed or kept', async () => {
    const client = new OAuthApp(server.url, host.publish(), { redirectUri: REDIRECT_URI })
    const page = await new OAuthBrowser(server.url).open(client.authorizeUrl(await push({}, client)))
    expect(page.html).toContain('app.clienttest.dev')
    expect(page.html).not.toContain('The &lt;b&gt;Application')
    expect(page.html).not.toContain('<b>Application')
    const policy = page.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("form-action 'self' https://app.clienttest.dev")
    expect(policy).not.toContain('unsafe')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('take no form but their own', async () => {
    const browser = new OAuthBrowser(server.url)
    const page = await browser.open(app.authorizeUrl(await push()))
    expect(await browser.send(page, typed({ csrf: undefined }))).toMatchObject({ status: 403 })
    expect(await browser.send(page, typed({ csrf: 'x'.repeat(43) }))).toMatchObject({ status: 403 })
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ]
    for (const headers of foreign)
      expect(await browser.send(page, typed(), headers)).toMatchObject({ status: 403 })
    const another = await new OAuthBrowser(server.url).send(page, typed())
    expect(another).toMatchObject({ status: 400 })
    expect(await browser.send(page, typed())).toMatchObject({ status: 200 })
  })

  test(
    'a wrong password is said to be wrong, and nothing comes before signing in',
    async () => {
      const browser = new OAuthBrowser(server.url)
      const page = await browser.open(app.authorizeUrl(await push()))
      const again = await browser.send(page, typed({ password: 'wrong' }))
      expect(again).toMatchObject({ status: 200, location: undefined })
      expect(formOf(again).fields).toContainEqual(['identifier', member.handle])
      const { action } = formOf(page)
      const consent = new URL(action.replace('page=sign-in', `account=${member.did}`), page.url).href
      const csrf = formOf(page).fields.find(([name]) => name === 'csrf')![1]
      const tried = await browser.post(consent, new URLSearchParams({ csrf, decision: 'accept' }))
      expect(tried.location).toBeUndefined()
      expect(formOf(tried).fields.map(([name]) => name)).toContain('password')
    },
    TEST_MAX_MS,
  )

  test(
    'a request belongs to the browser that opens it, and leads to one code',
    async () => {
      const pushed = await push()
      const browser = new OAuthBrowser(server.url)
      const page = await browser.open(app.authorizeUrl(pushed))
      expect((await new OAuthBrowser(server.url).open(app.authorizeUrl(pushed))).status).toBe(400)
      await app.consent(browser, await browser.send(page, typed()))
      expect((await browser.open(app.authorizeUrl(pushed))).status).toBe(400)
    },
    TEST_MAX_MS,
  )

  test(
    'whom the application names is the only one who may sign in',
    async () => {
      const other = await server.signUp()
      const browser = new OAuthBrowser(server.url)
      const page = await browser.open(app.authorizeUrl(await push({ login_hint: member.handle })))
      const again = await browser.send(page, typed({ identifier: other.handle }))
      expect(again).toMatchObject({ status: 200, location: undefined })
      expect(formOf(again).fields.map(([name]) => name)).toContain('password')
    },
    TEST_MAX_MS,
  )

  test(
    'scopes cannot be added on the page, and atproto cannot be left out',
    async () => {
      const key = new ProofKey()
      const verifier = newVerifier()
      const browser = new OAuthBrowser(server.url)
      const pushed = await app.push(app.request(verifier), key)
      const page = await browser.send(await browser.open(app.authorizeUrl(pushed)), typed())
      const answer = await app.consent(browser, page, ['transition:email'])
      const session = sessionOf(await app.exchange(String(answer.get('code')), verifier, key), key)
      expect(session.scope).toBe('atproto')
    },
    TEST_MAX_MS,
  )

  test(
    'a confidential client signs in without a question once it was agreed to',
    async () => {
      const client = confidential()
      const browser = new OAuthBrowser(server.url)
      const silently = async (more: object = {}) => {
        const pushed = await push({ prompt: 'none', ...more }, client)
        return new URL((await browser.open(client.authorizeUrl(pushed))).location!).searchParams
      }
      expect((await silently()).get('error')).toBe('login_required')
      const page = await browser.open(client.authorizeUrl(await push({ scope: 'atproto' }, client)))
      await client.consent(browser, await browser.send(page, typed({ remember: 'on' })))
      expect((await silently()).get('error')).toBe('consent_required')
      expect((await silently({ scope: 'atproto', login_hint: 'somebody.test' })).get('error')).toBe(
        'login_required',
      )
      const answer = await silently({ scope: 'atproto' })
      expect(answer.get('code')).toBeTruthy()
      expect(answer.get('iss')).toBe(server.url)
    },
    TEST_MAX_MS,
  )

  test(
    'a confidential client acts with one key for as long as its session lasts',
    async () => {
      const client = confidential()
      const session = await client.signIn(member)
      expect(await client.refresh(session)).toMatchObject({ status: 200 })
      const other = await client.signIn(member)
      const none = { client_assertion: undefined, client_assertion_type: undefined }
      expect(await client.refresh(other, none)).toMatchObject({ status: 401 })
    },
    TEST_MAX_MS,
  )

  test(
    'an account is made on the way',
    async () => {
      const browser = new OAuthBrowser(server.url)
      const page = await browser.open(app.authorizeUrl(await push({ prompt: 'create' })))
      const name = `new${process.hrtime.bigint()}`
      const wanted = { handle: `${name}.test`, email: `${name}@example.com`, password: PASSWORD }
      const consent = await browser.send(page, { ...wanted, decision: 'accept' })
      expect((await app.consent(browser, consent)).get('code')).toBeTruthy()
    },
    TEST_MAX_MS,
  )

  test(
    'all ways to answer an application',
    async () => {
      for (const mode of ['query', 'fragment', 'form_post']) {
        const browser = new OAuthBrowser(server.url)
        const page = await browser.open(app.authorizeUrl(await push({ response_mode: mode, state: '<"&>' })))
        const shown = await browser.send(await browser.send(page, typed()), { decision: 'accept' })
        if (mode === 'form_post') {
          expect(formOf(shown).fields).toContainEqual(['state', '<"&>'])
          continue
        }
        const { search, hash } = new URL(shown.location!)
        expect(new URLSearchParams(mode === 'query' ? search : hash.slice(1)).get('state')).toBe('<"&>')
      }
    },
    TEST_MAX_MS,
  )
})

describe('at the same moment', () => {
  const succeeded = (replies: readonly Reply[]) => replies.filter(({ status }) => status === 200)

  test(
    'one of many redeems a code',
    async () => {
      const key = new ProofKey()
      const verifier = newVerifier()
      const pushed = await app.push(app.request(verifier), key)
      const answer = await app.authorize(new OAuthBrowser(server.url), member, pushed)
      const code = String(answer.get('code'))
      const replies = await Promise.all(
        Array.from({ length: AT_ONCE }, () => app.exchange(code, verifier, key)),
      )
      expect(succeeded(replies).length).toBeLessThanOrEqual(1)
    },
    TEST_MAX_MS,
  )

  test(
    'one of many refreshes a session, which goes on',
    async () => {
      const session = await app.signIn(member)
      const replies = await Promise.all(Array.from({ length: AT_ONCE }, () => app.refresh(session)))
      const [winner, ...more] = succeeded(replies)
      expect(more).toEqual([])
      expect(replies.filter(({ status }) => status >= 500)).toEqual([])
      expect(await app.refresh(sessionOf(winner!, session.key))).toMatchObject({ status: 200 })
    },
    TEST_MAX_MS,
  )

  test(
    'one of many uses a proof',
    async () => {
      const claims = { jti: 'used at once', nonce: undefined as string | undefined }
      const first = await push()
      claims.nonce = first.headers.get('dpop-nonce')!
      const key = new ProofKey()
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => app.push(app.request(newVerifier()), key, { claims })),
      )
      expect(replies.filter(({ status }) => status === 201)).toHaveLength(1)
    },
    TEST_MAX_MS,
  )
})
