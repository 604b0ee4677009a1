import type { Shown } from '../support/oauth-browser.js'
import { type IdpFaults, OidcIdp } from '../support/oidc-idp.js'
import { SsoTraveller } from '../support/sso-traveller.js'
import { codeIn, NAME, pageOf, SsoWorld } from './sso-world.js'

let world: SsoWorld

const settings = async (changes: object): Promise<void> => {
  const { status } = await world.api.send('PATCH', `sso/connections/${world.connection}`, {
    settings: changes,
  })
  expect(status).toBe(200)
}
const traceOf = async (page: Shown): Promise<Record<string, unknown>> => {
  const [id] = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}/.exec(page.html) ?? []
  const { json } = await world.api.get(`sso/connections/${world.connection}/traces?page[size]=200`)
  return (json.data as Record<string, unknown>[]).find((one) => one.id === id) ?? {}
}
const accountsAt = async (email: string) =>
  (await world.server.sql('SELECT did FROM account WHERE email = $1', [email])).length

beforeAll(async () => {
  world = await SsoWorld.start({
    PDS_HANDLE_QUARANTINE_DAYS: '90',
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.press.test',
  })
})
afterAll(() => world?.close())

describe('a connection', () => {
  it('is offered to nobody before it is enabled, and keeps its secret', async () => {
    const { page } = await world.traveller().request(world.app)
    expect(page.html).not.toContain(NAME)
    expect((await world.api.post(`sso/connections/${world.connection}/enable`)).json).toMatchObject({
      status: 'enabled',
    })
    const { json } = await world.api.get(`sso/connections/${world.connection}`)
    expect(JSON.stringify(json)).not.toContain(OidcIdp.clientSecret)
    const [kept] = await world.server.sql<{ wrapped: Buffer }>('SELECT wrapped FROM sso_secret')
    expect(kept!.wrapped.toString('latin1')).not.toContain(OidcIdp.clientSecret)
  })

  it('is looked at', async () => {
    const { json } = await world.api.post(`sso/connections/${world.connection}/health`)
    expect(json).toMatchObject({ ok: true })
    await world.idp.next({ sub: 'nobody' }, { down: true })
    expect((await world.api.post(`sso/connections/${world.connection}/health`)).json).toMatchObject({
      ok: false,
    })
    const attention = async () => (await world.api.get('overview')).json.attention as { code: string }[]
    world.pass(3)
    expect((await attention()).map(({ code }) => code)).toContain('connection_failing')
    await world.idp.next({ sub: 'nobody' })
    await world.api.post(`sso/connections/${world.connection}/health`)
    world.pass(3)
    expect(await attention()).toEqual([])
  })

  it('is told of by webhooks when it fails, and before the token of its directory ends', async () => {
    const path = `sso/connections/${world.connection}`
    const events = ['sso.connection_failing', 'sso.connection_expiring']
    const webhook = await world.api.post('webhooks', { url: 'http://localhost:9/', events })
    const expiresAt = new Date(world.server.clock.nowMs() + 6 * 86_400_000).toISOString()
    const token = await world.api.post(`${path}/scim-tokens`, { name: 'directory', expiresAt })
    const told = async () => {
      const text = 'SELECT body FROM webhook_delivery WHERE webhook_id = $1 ORDER BY created_at, id'
      const rows = await world.server.sql<{ body: string }>(text, [webhook.json.id])
      return rows.map(({ body }) => JSON.parse(body) as { type: string; data: Record<string, unknown> })
    }
    for (const down of [false, true, true]) {
      await world.idp.next({ sub: 'nobody' }, { down })
      expect((await world.api.post(`${path}/health`)).json).toMatchObject({ ok: !down })
    }
    expect(await told()).toMatchObject([
      { type: 'sso.connection_expiring', data: { check: 'directory-token', days: 7, expiresAt } },
      { type: 'sso.connection_failing', data: { connectionId: world.connection } },
    ])
    await world.api.post(`${path}/scim-tokens/${String(token.json.id)}/revoke`, {})
    await world.api.send('DELETE', `webhooks/${String(webhook.json.id)}`)
    await world.idp.next({ sub: 'nobody' })
    await world.api.post(`${path}/health`)
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
    const { status, json } = await world.api.send('PATCH', `sso/connections/${world.connection}`, change)
    expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ at }] } })
  })
})

describe('somebody new', () => {
  it('gets an account within the request of the application, which gets its tokens', async () => {
    const user = world.newUser()
    const { traveller, shown, key, verifier } = await world.arrive(user)
    expect(pageOf(shown)).toBe('Welcome')
    expect(shown.html).toContain(`value="${user.sub}.test"`)
    const consent = await traveller.browser.send(shown, { decision: 'accept' })
    const answer = await world.app.consent(traveller.browser, consent)
    const tokens = await world.app.exchange(String(answer.get('code')), verifier, key)
    const [identity] = await world.identities(user.sub)
    expect(tokens).toMatchObject({ status: 200, json: { sub: identity!.did } })
    const [account] = await world.server.sql(
      'SELECT handle, password_hash, email_confirmed_at IS NOT NULL AS ok FROM account WHERE did = $1',
      [identity!.did],
    )
    expect(account).toEqual({ handle: `${user.sub}.test`, password_hash: null, ok: true })
  })

  it('is known the next time, in another browser', async () => {
    const user = world.newUser()
    await world.join(user)
    const { shown } = await world.arrive(user)
    expect(pageOf(shown)).toBe('Allow access?')
    expect(await world.identities(user.sub)).toHaveLength(1)
  })

  it('has one account, also from two windows at a time', async () => {
    const user = world.newUser()
    const [one, two] = [await world.arrive(user), await world.arrive(user)]
    await Promise.all(
      [one, two].map(({ traveller, shown }) => traveller.browser.send(shown, { decision: 'accept' })),
    )
    expect(await world.identities(user.sub)).toHaveLength(1)
    expect(await accountsAt(String(user.email))).toBe(1)
  })

  it('gets a number behind a name that somebody has, and chooses another', async () => {
    await world.join(world.newUser({ email: 'twin@corp.example' }))
    const { traveller, shown } = await world.arrive(world.newUser({ email: 'twin@other.example' }))
    expect(shown.html).toContain('value="twin2.test"')
    const again = await traveller.browser.send(shown, { handle: 'twin.test', decision: 'accept' })
    expect(again.html).toContain('notice error')
  })

  it('gets no handle that somebody has given up', async () => {
    const former = await world.server.signUp({ handle: 'leaver.test' })
    const renamed = await world.api.send('PATCH', `accounts/${former.did}`, { handle: 'moved.test' })
    expect(renamed.status).toBe(200)
    const { traveller, shown } = await world.arrive(world.newUser({ email: 'leaver@corp.example' }))
    expect(shown.html).toContain('value="leaver2.test"')
    const again = await traveller.browser.send(shown, { handle: 'leaver.test', decision: 'accept' })
    expect(again.html).toContain('notice error')
  })

  it('gets no handle of a domain below their own', async () => {
    const { traveller, shown } = await world.arrive(world.newUser())
    const again = await traveller.browser.send(shown, { handle: 'editor.press.test', decision: 'accept' })
    expect(again.html).toContain('notice error')
  })

  it('is asked nothing where the organization wants it so', async () => {
    await world.policy({ provisioning: { mode: 'auto', handles: { template: 'opaque' } } })
    const user = world.newUser()
    const { shown } = await world.arrive(user)
    await world.policy({
      provisioning: { mode: 'ask', handles: { template: '{{ email | localpart | slug }}' } },
    })
    expect(pageOf(shown)).toBe('Allow access?')
    const [account] = await world.server.sql<{ handle: string }>(
      'SELECT handle FROM account WHERE email = $1',
      [user.email],
    )
    expect(account!.handle).not.toContain(user.sub)
  })

  it('gets none where the organization has announced nobody', async () => {
    await world.policy({ provisioning: { mode: 'existing' } })
    const { shown } = await world.arrive(world.newUser())
    await world.policy({ provisioning: { mode: 'ask' } })
    expect(codeIn(shown)).toBe('sso_not_invited')
  })

  it('never gets the account that somebody else has made with their address', async () => {
    const attacker = await world.server.signUp()
    const user = world.newUser({ email: attacker.email })
    const { traveller, shown } = await world.arrive(user)
    const again = await traveller.browser.send(shown, { decision: 'accept' })
    expect(again.html).toContain('email')
    expect(await world.identities(user.sub)).toEqual([])
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
    const user = world.newUser(more)
    const traveller = world.traveller()
    const { page } = await traveller.request(world.app)
    // Where the endpoints are is known for a while: the provider goes down before somebody comes back.
    const isDown = faults.down === true
    await world.idp.next(user, isDown ? {} : faults)
    let shown: Shown
    if (isDown) {
      const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
      const back = await traveller.toReturn(away)
      await world.idp.next(user, faults)
      shown = await traveller.browser.open(back!)
      await world.idp.next(user)
    } else shown = await traveller.press(page, NAME)
    expect([codeIn(shown), await accountsAt(String(user.email))]).toEqual([code, 0])
    if (code === 'sso_expired') return
    // The page names the application, and has a way back to it; administrators find out more.
    expect(shown.html).toContain('error=access_denied')
    expect(await traceOf(shown)).toMatchObject({ outcome: 'failed', code: code.slice(4) })
  })

  it('by an answer that comes twice', async () => {
    const { traveller } = await world.join(world.newUser())
    expect(codeIn(await traveller.browser.open(traveller.returns[0]!))).toBe('sso_expired')
  })

  it('by an answer that comes to another browser', async () => {
    await world.idp.next(world.newUser())
    const traveller = world.traveller()
    const { page } = await traveller.request(world.app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    const back = await traveller.toReturn(away)
    const thief = world.traveller()
    expect(codeIn(await thief.browser.open(back!))).toBe('sso_other_browser')
    expect(pageOf(await traveller.browser.open(back!))).toBe('Welcome')
  })

  it('by a link that leads elsewhere afterwards', async () => {
    const { browser } = world.traveller()
    const start = `${world.server.url}/sso/start?connection=${world.connection}&back=`
    for (const back of ['https://other.example', '//other.example', '/xrpc/x', '/account/../x'])
      expect((await browser.open(`${start}${encodeURIComponent(back)}`)).status).toBe(400)
  })

  it('and says what no text is, which is told all the same', async () => {
    const user = world.newUser({ picture: 'a\0b', '\ud800': 'x' })
    expect(pageOf((await world.arrive(user)).shown)).toBe('Welcome')
    const { shown } = await world.arrive(world.newUser(), {
      answer: { code: undefined, error: 'server_error', error_description: 'a\0b' },
    })
    expect(await traceOf(shown)).toMatchObject({
      code: 'provider_error',
      details: { description: 'a\ufffdb' },
    })
    const start = `/sso/start?connection=${world.connection}&back=/account&hint=a%00b`
    expect((await world.traveller().browser.open(`${world.server.url}${start}`)).status).toBe(303)
  })

  it('by an application that wants another account', async () => {
    const other = await world.server.signUp()
    const user = world.newUser()
    await world.join(user)
    for (const who of [user, world.newUser()]) {
      const { shown } = await world.arrive(who, {}, { login_hint: other.did })
      expect(codeIn(shown)).toBe('sso_wrong_account')
    }
  })
})

describe('a sign-in goes on', () => {
  it('where the provider has changed its keys meanwhile', async () => {
    const { shown } = await world.arrive(world.newUser(), { rotate: true })
    expect(pageOf(shown)).toBe('Welcome')
  })

  it('where it took twelve minutes, and for the request of the application', async () => {
    await world.idp.next(world.newUser())
    const traveller = world.traveller()
    const { page, key, verifier } = await traveller.request(world.app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    const back = await traveller.toReturn(away)
    world.pass(12 * 60)
    const welcome = await traveller.browser.open(back!)
    const consent = await traveller.browser.send(welcome, { decision: 'accept' })
    const answer = await world.app.consent(traveller.browser, consent)
    expect((await world.app.exchange(String(answer.get('code')), verifier, key)).status).toBe(200)
  })

  it('where the provider lets the browser bring a form', async () => {
    await settings({ responseMode: 'form_post' })
    await world.idp.next(world.newUser())
    const traveller = world.traveller()
    const { page } = await traveller.request(world.app)
    const away = await traveller.browser.open(new URL(SsoTraveller.button(page, NAME), page.url).href)
    await settings({ responseMode: 'query' })
    expect(away.location).toContain('response_mode=form_post')
    // What the browser would bring by itself, without the cookies of this server.
    const query = await traveller.toReturn({
      ...away,
      location: away.location!.replace('response_mode=form_post', ''),
    })
    // A provider may add what is no text, which keeps nobody out.
    const body = `${new URL(query!).searchParams}&session_state=a%00b`
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: world.idp.issuer }
    const posted = await fetch(`${world.server.url}/sso/callback`, {
      method: 'POST',
      body,
      headers,
      redirect: 'manual',
    })
    expect(posted.status).toBe(303)
    const finish = new URL(posted.headers.get('location')!, world.server.url).href
    expect(codeIn(await world.traveller().browser.open(finish))).toBe('sso_other_browser')
    // Somebody else may have answered who was sent to the provider by whoever has set out: nobody goes on with it.
    expect(codeIn(await traveller.browser.open(finish))).toBe('sso_expired')
  })

  it('to the pages of the account', async () => {
    const user = world.newUser()
    await world.join(user)
    await world.idp.next(user)
    const traveller = world.traveller()
    const shown = await traveller.press(
      await traveller.browser.open(`${world.server.url}/account/sign-in`),
      NAME,
    )
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
    await world.policy({ admission: { ...all, ...admission } })
    // How they have signed in stands in the token only.
    const { shown } = await world.arrive(world.newUser(more), 'amr' in more ? { claims: more } : {})
    await world.policy({ admission: all })
    expect(codeIn(shown)).toBe(code)
  })

  it('by an address that is confirmed where it is named, and by none that only looks like it', async () => {
    const all = { emailDomains: ['corp.example'] }
    await world.policy({ admission: all })
    const named = { email: 'director@corp.example', email_verified: null }
    const user = world.newUser({ email: 'mallory@else.example' })
    const { shown } = await world.arrive(user, { claims: named })
    await world.policy({ admission: { emailDomains: [] } })
    expect(codeIn(shown)).toBe('sso_domain_not_allowed')
  })
})
