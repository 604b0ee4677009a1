import { AdminApi } from '../support/admin-api.js'
import { OAuthApp } from '../support/oauth-app.js'
import { type Shown } from '../support/oauth-browser.js'
import { type IdpFaults, type IdpUser, OidcIdp } from '../support/oidc-idp.js'
import { SsoTraveller } from '../support/sso-traveller.js'
import { bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

const NAME = 'Example Corp'
const SECOND_MS = 1000

let server: WholeServer
let idp: OidcIdp
let api: AdminApi
let app: OAuthApp
let connection: string
let people = 0

/** Somebody whom nobody here knows yet. */
const newUser = (more: object = {}): IdpUser => {
  const sub = `person${++people}`
  return { sub, email: `${sub}@corp.example`, email_verified: true, name: `Person ${people}`, ...more }
}
const policy = async (changes: object): Promise<void> => {
  const { status, json } = await api.send('PATCH', `sso/connections/${connection}`, { policy: changes })
  expect({ status, json }).toMatchObject({ status: 200 })
}
const settings = async (changes: object): Promise<void> => {
  const { status } = await api.send('PATCH', `sso/connections/${connection}`, { settings: changes })
  expect(status).toBe(200)
}
const traceOf = async (page: Shown): Promise<Record<string, unknown>> => {
  const [id] = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/.exec(page.html) ?? []
  const { json } = await api.get(`sso/connections/${connection}/traces?page[size]=200`)
  return (json.data as Record<string, unknown>[]).find((one) => one.id === id) ?? {}
}
const codeIn = ({ html }: Shown) => /sso_[a-z_]+/.exec(html)?.[0]
const pageOf = ({ html }: Shown) => /<h1[^>]*>([^<]*)/.exec(html)?.[1]
const identities = (sub: string) =>
  server.sql<{ did: string }>('SELECT did FROM external_identity WHERE subject = $1', [sub])
const accountsAt = async (email: string) =>
  (await server.sql('SELECT did FROM account WHERE email = $1', [email])).length

/** From the request of the application to the page that follows the provider. */
async function arrive(user: IdpUser, faults: IdpFaults = {}, more: Record<string, string> = {}) {
  await idp.next(user, faults)
  const traveller = new SsoTraveller(server.url, idp)
  const { page, key, verifier } = await traveller.request(app, more)
  const shown = page.location === undefined ? await traveller.press(page, NAME) : await traveller.follow(page)
  return { traveller, shown, key, verifier }
}
/** The same, until there is an account. */
async function join(user: IdpUser) {
  const arrived = await arrive(user)
  const shown = await arrived.traveller.browser.send(arrived.shown, { decision: 'accept' })
  expect(pageOf(shown)).toBe('Allow access?')
  return { ...arrived, shown }
}

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  idp = await OidcIdp.start(server.url)
  api = new AdminApi(server)
  app = OAuthApp.loopback(server.url)
  const made = await api.post('sso/connections', {
    name: NAME,
    issuer: idp.issuer,
    secret: OidcIdp.clientSecret,
    settings: { clientId: OidcIdp.clientId, scopes: ['openid', 'email', 'profile', 'groups'] },
  })
  expect(made).toMatchObject({ status: 201, json: { status: 'draft' } })
  connection = String(made.json.id)
})
afterAll(async () => {
  await idp?.close()
  await server?.close()
})

describe('a connection', () => {
  it('is offered to nobody before it is enabled, and keeps its secret', async () => {
    const { page } = await new SsoTraveller(server.url, idp).request(app)
    expect(page.html).not.toContain(NAME)
    expect((await api.post(`sso/connections/${connection}/enable`)).json).toMatchObject({ status: 'enabled' })
    const { json } = await api.get(`sso/connections/${connection}`)
    expect(JSON.stringify(json)).not.toContain(OidcIdp.clientSecret)
    const [kept] = await server.sql<{ wrapped: Buffer }>('SELECT wrapped FROM sso_secret')
    expect(kept!.wrapped.toString('latin1')).not.toContain(OidcIdp.clientSecret)
  })

  it('is looked at', async () => {
    const { json } = await api.post(`sso/connections/${connection}/health`)
    expect(json).toMatchObject({ ok: true })
    await idp.next({ sub: 'nobody' }, { down: true })
    expect((await api.post(`sso/connections/${connection}/health`)).json).toMatchObject({ ok: false })
    await idp.next({ sub: 'nobody' })
  })

  it.each([
    ['an issuer that is none', { issuer: 'corp' }, '/issuer'],
    ['a setting that is none', { settings: { secret: 'x' } }, '/settings/secret'],
    [
      'a domain that is none',
      { policy: { admission: { emailDomains: ['*'] } } },
      '/policy/admission/emailDomains/0',
    ],
    [
      'a template that is none',
      { policy: { provisioning: { handles: { template: '{{ a' } } } },
      '/policy/provisioning/handles/template',
    ],
    [
      'handles of elsewhere',
      { policy: { provisioning: { handles: { domain: 'example.org' } } } },
      '/policy/provisioning/handles/domain',
    ],
  ])('cannot have %s', async (_what, change, at) => {
    const { status, json } = await api.send('PATCH', `sso/connections/${connection}`, change)
    expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ at }] } })
  })
})

describe('somebody new', () => {
  it('gets an account within the request of the application, which gets its tokens', async () => {
    const user = newUser()
    const { traveller, shown, key, verifier } = await arrive(user)
    expect(pageOf(shown)).toBe('Welcome')
    expect(shown.html).toContain(`value="${user.sub}.test"`)
    const consent = await traveller.browser.send(shown, { decision: 'accept' })
    const answer = await app.consent(traveller.browser, consent)
    const tokens = await app.exchange(String(answer.get('code')), verifier, key)
    const [identity] = await identities(user.sub)
    expect(tokens).toMatchObject({ status: 200, json: { sub: identity!.did } })
    const [account] = await server.sql(
      'SELECT handle, password_hash, email_confirmed_at IS NOT NULL AS ok FROM account WHERE did = $1',
      [identity!.did],
    )
    expect(account).toEqual({ handle: `${user.sub}.test`, password_hash: null, ok: true })
  })

  it('is known the next time, in another browser', async () => {
    const user = newUser()
    await join(user)
    const { shown } = await arrive(user)
    expect(pageOf(shown)).toBe('Allow access?')
    expect(await identities(user.sub)).toHaveLength(1)
  })

  it('has one account, also from two windows at a time', async () => {
    const user = newUser()
    const [one, two] = [await arrive(user), await arrive(user)]
    await Promise.all(
      [one, two].map(({ traveller, shown }) => traveller.browser.send(shown, { decision: 'accept' })),
    )
    expect(await identities(user.sub)).toHaveLength(1)
    expect(await accountsAt(String(user.email))).toBe(1)
  })

  it('gets a number behind a name that somebody has, and chooses another', async () => {
    await join(newUser({ email: 'twin@corp.example' }))
    const { traveller, shown } = await arrive(newUser({ email: 'twin@other.example' }))
    expect(shown.html).toContain('value="twin2.test"')
    const again = await traveller.browser.send(shown, { handle: 'twin.test', decision: 'accept' })
    expect(again.html).toContain('notice error')
  })

  it('is asked nothing where the organization wants it so', async () => {
    await policy({ provisioning: { mode: 'auto', handles: { template: 'opaque' } } })
    const user = newUser()
    const { shown } = await arrive(user)
    await policy({ provisioning: { mode: 'ask', handles: { template: '{{ email | localpart | slug }}' } } })
    expect(pageOf(shown)).toBe('Allow access?')
    const [account] = await server.sql<{ handle: string }>('SELECT handle FROM account WHERE email = $1', [
      user.email,
    ])
    expect(account!.handle).not.toContain(user.sub)
  })

  it('gets none where the organization has announced nobody', async () => {
    await policy({ provisioning: { mode: 'existing' } })
    const { shown } = await arrive(newUser())
    await policy({ provisioning: { mode: 'ask' } })
    expect(codeIn(shown)).toBe('sso_not_invited')
  })

  it('never gets the account that somebody else has made with their address', async () => {
    const attacker = await server.signUp()
    const user = newUser({ email: attacker.email })
    const { traveller, shown } = await arrive(user)
    const again = await traveller.browser.send(shown, { decision: 'accept' })
    expect(again.html).toContain('email')
    expect(await identities(user.sub)).toEqual([])
  })
})

describe('a sign-in that is not what it should be', () => {
  const cases: [string, IdpFaults, object, string][] = [
    ['another nonce', { claims: { nonce: 'other' } }, {}, 'sso_bad_answer'],
    ['another issuer', { claims: { iss: 'https://other.example' } }, {}, 'sso_bad_answer'],
    ['another audience', { claims: { aud: 'other' } }, {}, 'sso_bad_answer'],
    ['another party', { claims: { azp: 'other' } }, {}, 'sso_bad_answer'],
    ['a token that has expired', { expired: true }, {}, 'sso_bad_answer'],
    ['a token that nobody has signed', { header: { alg: 'none' } }, {}, 'sso_bad_answer'],
    ['a token signed with the public key', { header: { alg: 'HS256' } }, {}, 'sso_bad_answer'],
    ['information about somebody else', { userinfoSub: 'other' }, {}, 'sso_bad_answer'],
    ['the state of nobody', { answer: { state: 'other' } }, {}, 'sso_expired'],
    ['the issuer of another provider', { answer: { iss: 'https://other.example' } }, {}, 'sso_bad_answer'],
    ['a member who changes their mind', { cancels: true }, {}, 'sso_cancelled'],
    ['a provider that is down', { down: true }, {}, 'sso_provider_unavailable'],
  ]
  it.each(cases)('by %s', async (_what, faults, more, code) => {
    const user = newUser(more)
    const traveller = new SsoTraveller(server.url, idp)
    const { page } = await traveller.request(app)
    // Where the endpoints are is known for a while: the provider goes down before somebody comes back.
    const isDown = faults.down === true
    await idp.next(user, isDown ? {} : faults)
    let shown: Shown
    if (isDown) {
      const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
      const back = await traveller.toReturn(away)
      await idp.next(user, faults)
      shown = await traveller.browser.open(back!)
      await idp.next(user)
    } else shown = await traveller.press(page, NAME)
    expect([codeIn(shown), await accountsAt(String(user.email))]).toEqual([code, 0])
    if (code === 'sso_expired') return
    // The page names the application, and has a way back to it; administrators find out more.
    expect(shown.html).toContain('error=access_denied')
    expect(await traceOf(shown)).toMatchObject({ outcome: 'failed', code: code.slice(4) })
  })

  it('by an answer that comes twice', async () => {
    const { traveller } = await join(newUser())
    expect(codeIn(await traveller.browser.open(traveller.returns[0]!))).toBe('sso_expired')
  })

  it('by an answer that comes to another browser', async () => {
    await idp.next(newUser())
    const traveller = new SsoTraveller(server.url, idp)
    const { page } = await traveller.request(app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    const back = await traveller.toReturn(away)
    const thief = new SsoTraveller(server.url, idp)
    expect(codeIn(await thief.browser.open(back!))).toBe('sso_other_browser')
    expect(pageOf(await traveller.browser.open(back!))).toBe('Welcome')
  })

  it('by a link that leads elsewhere afterwards', async () => {
    const { browser } = new SsoTraveller(server.url, idp)
    const start = `${server.url}/sso/start?connection=${connection}&back=`
    for (const back of ['https://other.example', '//other.example', '/xrpc/x', '/account/../x?a'])
      expect((await browser.open(`${start}${encodeURIComponent(back)}`)).status).toBe(400)
  })

  it('by an application that wants another account', async () => {
    const other = await server.signUp()
    const user = newUser()
    await join(user)
    for (const who of [user, newUser()]) {
      const { shown } = await arrive(who, {}, { login_hint: other.did })
      expect(codeIn(shown)).toBe('sso_wrong_account')
    }
  })
})

describe('a sign-in goes on', () => {
  it('where the provider has changed its keys meanwhile', async () => {
    const { shown } = await arrive(newUser(), { rotate: true })
    expect(pageOf(shown)).toBe('Welcome')
  })

  it('where it took twelve minutes, and for the request of the application', async () => {
    await idp.next(newUser())
    const traveller = new SsoTraveller(server.url, idp)
    const { page, key, verifier } = await traveller.request(app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    const back = await traveller.toReturn(away)
    server.clock.advance(12 * 60 * SECOND_MS)
    app.aheadS += 12 * 60
    const welcome = await traveller.browser.open(back!)
    const consent = await traveller.browser.send(welcome, { decision: 'accept' })
    const answer = await app.consent(traveller.browser, consent)
    expect((await app.exchange(String(answer.get('code')), verifier, key)).status).toBe(200)
  })

  it('where the provider lets the browser bring a form', async () => {
    await settings({ responseMode: 'form_post' })
    await idp.next(newUser())
    const traveller = new SsoTraveller(server.url, idp)
    const { page } = await traveller.request(app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    await settings({ responseMode: 'query' })
    expect(away.location).toContain('response_mode=form_post')
    // What the browser would bring by itself, without the cookies of this server.
    const query = await traveller.toReturn({
      ...away,
      location: away.location!.replace('response_mode=form_post', ''),
    })
    const body = new URL(query!).searchParams.toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: idp.issuer }
    const posted = await fetch(`${server.url}/sso/callback`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
    expect(posted.status).toBe(303)
    const finish = new URL(posted.headers.get('location')!, server.url).href
    expect(codeIn(await new SsoTraveller(server.url, idp).browser.open(finish))).toBe('sso_other_browser')
    expect(pageOf(await traveller.browser.open(finish))).toBe('Welcome')
  })

  it('to the pages of the account', async () => {
    const user = newUser()
    await join(user)
    await idp.next(user)
    const traveller = new SsoTraveller(server.url, idp)
    const shown = await traveller.press(await traveller.browser.open(`${server.url}/account/sign-in`), NAME)
    expect(shown.url).toMatch(/\/account\/did:plc:/)
  })
})

describe('who is let in', () => {
  const cases: [string, object, object, string | undefined][] = [
    ['a domain', { emailDomains: ['corp.example'] }, {}, undefined],
    ['another domain', { emailDomains: ['else.example'] }, {}, 'sso_domain_not_allowed'],
    [
      'an address that is not confirmed',
      { emailDomains: ['corp.example'] },
      { email_verified: false },
      'sso_domain_not_allowed',
    ],
    ['a group', { requiredGroups: ['staff'] }, { groups: ['staff', 'b'] }, undefined],
    ['no group', { requiredGroups: ['staff'] }, {}, 'sso_group_not_allowed'],
    [
      'a group that is kept out',
      { deniedGroups: ['guests'] },
      { groups: ['guests'] },
      'sso_group_not_allowed',
    ],
    [
      'more groups than are told',
      { requiredGroups: ['staff'] },
      { _claim_names: { groups: 'src1' } },
      'sso_group_overage',
    ],
    ['a second factor', { amr: ['mfa'] }, { amr: ['pwd', 'mfa'] }, undefined],
    ['no second factor', { amr: ['mfa'] }, { amr: ['pwd'] }, 'sso_authentication_too_weak'],
  ]
  it.each(cases)('by %s', async (_what, admission, more, code) => {
    const all = { emailDomains: [], requiredGroups: [], deniedGroups: [], acr: [], amr: [] }
    await policy({ admission: { ...all, ...admission } })
    // How they have signed in stands in the token only.
    const { shown } = await arrive(newUser(more), 'amr' in more ? { claims: more } : {})
    await policy({ admission: all })
    expect(codeIn(shown)).toBe(code)
  })
})

describe('where single sign-on is required', () => {
  const domain = { domain: 'strict.example', of: 'email', enforcement: 'required', appPasswords: 'allow' }
  const enforce = (...domains: object[]) => policy({ domains })
  let member: Awaited<ReturnType<WholeServer['signUp']>>
  let appPassword: string
  const owner = { did: '', handle: '' }

  beforeAll(async () => {
    member = await server.signUp({ email: 'member@strict.example' })
    const made = await server.post(
      'com.atproto.server.createAppPassword',
      { name: 'app' },
      bearer(member.accessJwt),
    )
    appPassword = String(made.json.password)
    Object.assign(owner, await server.signUp({ email: 'owner@strict.example' }))
    await api.assign(owner.did, 'owner')
  })
  beforeEach(async () => {
    // Lists of connections are known for a moment.
    await enforce(domain)
    server.clock.advance(3 * SECOND_MS)
    app.aheadS += 3
  })
  afterAll(() => enforce())

  it('the password opens no session, and no page', async () => {
    expect(await server.signIn(member.handle)).toMatchObject({
      status: 401,
      json: { error: 'AuthenticationRequired' },
    })
    const traveller = new SsoTraveller(server.url, idp)
    const page = await traveller.browser.open(`${server.url}/account/sign-in`)
    const fields = { identifier: member.handle, password: PASSWORD }
    expect((await traveller.browser.send(page, fields)).html).toContain('Your organization wants you')
  })

  it('a wrong password is told from a right one by nobody who does not know it', async () => {
    const { json } = await server.signIn(member.handle, 'not the password')
    expect(json.message).toBe('Invalid identifier or password')
  })

  it('an app password works, unless it is denied', async () => {
    expect((await server.signIn(member.handle, appPassword)).status).toBe(200)
    await enforce({ ...domain, appPasswords: 'deny' })
    expect((await server.signIn(member.handle, appPassword)).status).toBe(401)
    const wanted = { name: 'another' }
    const made = await server.post('com.atproto.server.createAppPassword', wanted, bearer(member.accessJwt))
    expect(made.status).toBe(403)
  })

  it('an app password lasts as long as the organization wants', async () => {
    await enforce({ ...domain, appPasswordDays: 7 })
    const made = await server.post(
      'com.atproto.server.createAppPassword',
      { name: 'brief' },
      bearer(member.accessJwt),
    )
    expect(made.status).toBe(200)
    const [kept] = await server.sql<{ days: number }>(
      `SELECT round(extract(epoch FROM expires_at - created_at) / 86400)::int AS days FROM app_password WHERE name = 'brief'`,
    )
    expect(kept!.days).toBe(7)
  })

  it('a session that was opened before is not prolonged', async () => {
    const refreshed = await server.post(
      'com.atproto.server.refreshSession',
      undefined,
      bearer(member.refreshJwt),
    )
    expect(refreshed.status).toBe(401)
  })

  it('nobody gets a new password, and nobody signs up with one', async () => {
    await server.post('com.atproto.server.requestPasswordReset', { email: 'member@strict.example' })
    expect(await server.sql('SELECT 1 FROM mail_code WHERE did = $1', [member.did])).toEqual([])
    await expect(server.signUp({ email: 'new@strict.example' })).rejects.toThrow('UnsupportedDomain')
  })

  it('an exception lets somebody in until it ends', async () => {
    const expiresAt = new Date(server.clock.nowMs() + 3_600_000).toISOString()
    const granted = await api.send('PUT', `sso/exceptions/${member.did}`, {
      reason: 'lost the key',
      expiresAt,
    })
    expect(granted.status).toBe(204)
    expect((await server.signIn(member.handle)).status).toBe(200)
    server.clock.advance(3_600_000)
    app.aheadS += 3_600
    expect((await server.signIn(member.handle)).status).toBe(401)
  })

  it('an Owner gets in, which is in the audit', async () => {
    expect((await server.signIn(owner.handle)).status).toBe(200)
    const entries = await server.sql(
      `SELECT 1 FROM audit_entry WHERE action = 'break-glass.use' AND target_id = $1`,
      [owner.did],
    )
    expect(entries).toHaveLength(1)
  })

  it('a request that names somebody of the domain goes to the provider at once', async () => {
    await enforce({ ...domain, domain: 'test', of: 'handle' })
    server.clock.advance(3 * SECOND_MS)
    app.aheadS += 3
    await idp.next(newUser())
    const { page } = await new SsoTraveller(server.url, idp).request(app, { login_hint: 'nobody.test' })
    expect(page.location).toContain(idp.issuer)
  })
})

describe('groups', () => {
  it('give roles as long as somebody is in them, and leave others alone', async () => {
    await policy({ roles: [{ group: 'helpers', role: 'help-desk' }] })
    const user = newUser()
    await join({ ...user, groups: ['helpers'] })
    const [{ did } = { did: '' }] = await identities(user.sub)
    await api.assign(did, 'auditor')
    const permissions = async () => {
      const { json } = await (await api.signedIn(did)).get('me')
      return (json.grants as { permission: string }[] | undefined)?.map(({ permission }) => permission) ?? []
    }
    expect(await permissions()).toContain('accounts.lock')
    await arrive({ ...user, groups: [] })
    await policy({ roles: [] })
    const left = await permissions()
    expect([left.includes('accounts.lock'), left.includes('audit.export')]).toEqual([false, true])
  })
})

describe('an account that one has', () => {
  it('is linked by its owner, who keeps a way to sign in', async () => {
    const member = await server.signUp()
    const user = newUser()
    // Its clock has not been moved.
    await idp.next(user, { claims: { auth_time: Math.floor(server.clock.nowMs() / SECOND_MS) } })
    const traveller = new SsoTraveller(server.url, idp)
    const signIn = await traveller.browser.open(`${server.url}/account/sign-in`)
    await traveller.browser.send(signIn, { identifier: member.handle, password: PASSWORD, remember: 'on' })
    const security = `${server.url}/account/${member.did}/security`
    const linked = await traveller.press(await traveller.browser.open(security), `Link ${NAME}`)
    expect(await identities(user.sub)).toEqual([{ did: member.did }])
    expect((await arrive(user)).shown.html).toContain(member.handle)
    await server.sql('UPDATE account SET password_hash = NULL WHERE did = $1', [member.did])
    const id = `${connection} ${user.sub}`
    const refused = await traveller.browser.send(linked, { unlink: id }, {}, '/security')
    expect(refused.html).toContain('only way to sign in')
    expect(await identities(user.sub)).toHaveLength(1)
  })

  it('is somebody else with the same name at another provider', async () => {
    const user = newUser()
    await join(user)
    const other = await OidcIdp.start(server.url)
    const made = await api.post('sso/connections', {
      name: 'Other Corp',
      issuer: other.issuer,
      secret: OidcIdp.clientSecret,
      settings: { clientId: OidcIdp.clientId },
    })
    const id = String(made.json.id)
    await api.post(`sso/connections/${id}/enable`)
    server.clock.advance(3 * SECOND_MS)
    app.aheadS += 3
    await other.next({ ...user, email: 'same@elsewhere.example' })
    const traveller = new SsoTraveller(server.url, other)
    const { page } = await traveller.request(app)
    expect(pageOf(await traveller.press(page, 'Other Corp'))).toBe('Welcome')
    await api.post(`sso/connections/${id}/disable`)
    await other.close()
  })
})

describe('where administrators decide', () => {
  it('somebody waits until they have', async () => {
    await policy({ provisioning: { mode: 'approval' } })
    const user = newUser()
    const { traveller, shown } = await arrive(user)
    expect(codeIn(await traveller.browser.send(shown, { decision: 'accept' }))).toBe('sso_awaiting_approval')
    expect(codeIn((await arrive(user)).shown)).toBe('sso_awaiting_approval')
    const { json } = await api.get('sso/registrations')
    const [waiting] = json.data as { id: string; handle: string }[]
    expect(waiting).toMatchObject({ handle: `${user.sub}.test` })
    expect((await api.post(`sso/registrations/${waiting!.id}/approve`)).status).toBe(204)
    await join(user)
    await policy({ provisioning: { mode: 'ask' } })
    expect(await identities(user.sub)).toHaveLength(1)
  })
})
