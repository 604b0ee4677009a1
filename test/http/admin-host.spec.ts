import type { Did } from '@guildhall/syntax'
import { OwnerLinks } from '../../src/admin/index.js'
import { HandoverTickets } from '../../src/oauth/index.js'
import { AdminApi, outcome } from '../support/admin-api.js'
import { HostsBrowser } from '../support/hosts-browser.js'
import { OidcIdp } from '../support/oidc-idp.js'
import { admin, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const MINUTE_MS = 60_000

let server: WholeServer
let home: string
let away: string
let host: string
let owner: AdminApi
beforeAll(async () => {
  server = await WholeServer.start({
    ...{ PDS_ADMIN_HOSTNAME: 'admin.localhost', PDS_ADMIN_SIGN_IN: 'any' },
    PDS_RATE_LIMITS_ENABLED: 'false',
  })
  home = server.url
  away = home.replace('localhost', 'admin.localhost')
  host = new URL(away).host
  owner = new AdminApi(server, { ...admin, host })
}, START_MAX_MS)
afterAll(() => server?.close())

/** A member with a role. */
async function officer(role = 'auditor'): Promise<Member> {
  const member = await server.signUp()
  expect((await owner.assign(member.did, role)).status).toBe(201)
  return member
}
const api = (browser: HostsBrowser, more: object = {}) =>
  new AdminApi(server, { host, origin: away, cookie: browser.cookieOf(host), ...more })
const me = async (browser: HostsBrowser, more: object = {}) => (await api(browser, more).get('me')).json
const meIs = async (browser: HostsBrowser) => {
  const { id, code } = await me(browser)
  return id ?? code
}
/** Signs in on members' pages, from the door of the dashboard. */
async function enter(
  { handle }: Pick<Member, 'handle'>,
  { browser = new HostsBrowser(server), to = 'admin', until = '' } = {},
) {
  const door = await browser.open(`${away}/admin/session/go?to=${to}`)
  const values = { identifier: handle, password: PASSWORD, decision: 'accept' }
  return { browser, page: await browser.send(door, values, until || undefined) }
}
/** The same, until the browser is about to go back with a ticket. */
async function ticketOf(member: Member, browser = new HostsBrowser(server)) {
  const { page } = await enter(member, { browser, until: '/arrive?' })
  return { browser, arrival: page.location! }
}

describe('the administration under a host name of its own', () => {
  it('sends members to their pages to sign in, and back, and shares no cookie with them', async () => {
    const member = await officer()
    const browser = new HostsBrowser(server)
    const door = await browser.open(`${away}/admin/session/go?to=admin`)
    // Browsers look where a form ends up.
    expect(door.policy).toContain(`form-action 'self' ${away};`)
    expect((await browser.open(`${home}/account/sign-in`)).policy).toContain("form-action 'self';")
    expect(door.url).toMatch(new RegExp(`^${home}/account/sign-in\\?to=admin&state=[\\w-]{43}$`))
    expect(await meIs(browser)).toBe('authentication_required')
    const { page } = await enter(member, { browser })
    expect([page.status, page.url]).toEqual([200, `${away}/admin`])
    expect(await me(browser)).toMatchObject({ type: 'member', id: member.did, handle: member.handle })
    // Those of members' pages open nothing here, and those of here nothing there.
    const swapped = browser.cookieOf(new URL(home).host)
    expect(outcome(await api(browser, { cookie: swapped }).get('me'))).toEqual([
      401,
      'authentication_required',
    ])
    const account = { host: new URL(home).host, cookie: browser.cookieOf(host) }
    const portal = await server.request('GET', `/account/${member.did}`, account)
    expect(portal.headers.location).toContain('/account/sign-in')
    expect(browser.setCookies.length).toBeGreaterThan(2)
    for (const cookie of browser.setCookies) expect(cookie).not.toMatch(/domain=/i)
    const [kept] = browser.setCookies.filter((one) => one.startsWith('administration='))
    expect(kept).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/)
  })

  it('asks nobody again who has signed in with enough, and has a role', async () => {
    const member = await officer()
    const { browser } = await enter(member)
    server.clock.advance(5 * MINUTE_MS)
    const again = await browser.open(`${away}/admin/session/go`)
    expect(again.url).toBe(`${away}/admin`)
    const nobody = await server.signUp()
    const { browser: other } = await enter(nobody)
    expect(await meIs(other)).toBe('authentication_required')
    server.clock.advance(5 * MINUTE_MS)
    expect((await other.open(`${away}/admin/session/go`)).url).toContain(`${home}/account/sign-in`)
  })

  it('takes a change from its own pages only', async () => {
    const { browser } = await enter(await officer())
    const from = (origin: string) => api(browser, { origin }).post('me/sign-out')
    expect(outcome(await from(home))).toEqual([403, 'foreign_origin'])
    expect((await from(away)).status).toBeLessThan(300)
  })

  it('lets them show anew that it is them, without another ticket', async () => {
    const member = await officer()
    const { browser } = await enter(member)
    const before = (await me(browser)).freshUntil as string
    server.clock.advance(MINUTE_MS)
    const door = await browser.open(`${home}/account/sign-in?to=admin-proved`)
    const page = await browser.send(door, {
      identifier: member.handle,
      password: PASSWORD,
      decision: 'accept',
    })
    expect(page.url).toBe(`${away}/admin/proved`)
    expect(new Date((await me(browser)).freshUntil as string) > new Date(before)).toBe(true)
  })

  it('is only for the account with which one has come', async () => {
    const [first, second] = [await officer(), await officer()]
    const { browser } = await enter(first)
    await browser.send(await browser.open(`${home}/account/sign-in`), {
      ...{ identifier: second.handle, password: PASSWORD, decision: 'accept' },
    })
    expect(await meIs(browser)).toBe(first.did)
    expect((await me(browser, { 'x-admin-account': second.did })).code).toBe('authentication_required')
  })
})

describe('a ticket of the administration', () => {
  it('is good once', async () => {
    const member = await officer()
    const { browser, arrival } = await ticketOf(member)
    const copy = browser.cookieOf(host)
    expect((await browser.open(arrival)).url).toBe(`${away}/admin`)
    const { pathname, search } = new URL(arrival)
    const again = await server.request('GET', `${pathname}${search}`, { host, cookie: copy })
    expect([again.headers.location, again.headers['set-cookie']]).toEqual([
      `${away}/admin?entry=failed`,
      undefined,
    ])
  })

  it('is good for a minute', async () => {
    const { browser, arrival } = await ticketOf(await officer())
    server.clock.advance(MINUTE_MS + 1)
    expect((await browser.open(arrival)).url).toBe(`${away}/admin?entry=failed`)
    expect(await meIs(browser)).toBe('authentication_required')
  })

  it('signs nobody in in another browser, also not as somebody else, and is used up by that', async () => {
    const [victim, attacker] = [await officer(), await officer()]
    const { browser: theirs } = await enter(victim)
    const { arrival, browser } = await ticketOf(attacker)
    // Whoever makes a browser follow the link has not made it set out: it stays whoever it was.
    expect((await theirs.open(arrival)).url).toBe(`${away}/admin?entry=failed`)
    expect(await meIs(theirs)).toBe(victim.did)
    expect((await browser.open(arrival)).url).toBe(`${away}/admin?entry=failed`)
    // Also not one that has set out itself.
    const fresh = new HostsBrowser(server)
    await fresh.once('GET', `${away}/admin/session/go`)
    const other = await ticketOf(attacker)
    expect((await fresh.open(other.arrival)).url).toBe(`${away}/admin?entry=failed`)
    expect(await meIs(fresh)).toBe('authentication_required')
  })

  it('cannot be changed, nor made for another account, nor outlive the sign-in', async () => {
    const [member, other] = [await officer(), await officer()]
    const { browser, arrival } = await ticketOf(member)
    const ticket = new URL(arrival).searchParams.get('ticket')!
    const [body = '', seal = ''] = ticket.split('.')
    const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as object
    const bent = Buffer.from(JSON.stringify({ ...said, did: other.did })).toString('base64url')
    const at = (text: string) =>
      browser.open(`${away}/admin/session/arrive?${new URLSearchParams({ ticket: text })}`)
    for (const text of [`${bent}.${seal}`, body, 'x.y', ''])
      expect((await at(text)).url).toBe(`${away}/admin?entry=failed`)
    // One that is ours, for somebody who is not signed in in that browser.
    const { device, state } = said as { device: string; state: string }
    const tickets = server.app.get(HandoverTickets, { strict: false })
    const foreign = tickets.issue({ device, did: other.did as Did, state, to: 'admin' })
    expect((await at(foreign)).url).toBe(`${away}/admin?entry=failed`)
    await server.sql('DELETE FROM oauth_device_account WHERE did = $1', [member.did])
    expect((await at(ticket)).url).toBe(`${away}/admin?entry=failed`)
    expect(await meIs(browser)).toBe('authentication_required')
  })

  it('leads to the administration only, whatever an address says', async () => {
    const { browser } = await enter(await officer())
    for (const path of [
      '/account/administration/https:%2F%2Fevil.example',
      '/account/administration/admin/evil',
      '/account/administration/sso/evil',
      '/account/administration/constructor',
    ])
      expect([path, (await browser.open(`${home}${path}`)).status]).toEqual([path, 404])
    for (const query of ['to=https://evil.example', 'to=constructor', 'connection=//evil.example'])
      expect((await browser.open(`${away}/admin/session/go?${query}`)).status).toBe(404)
    expect((await browser.open(`${home}/admin/session/go`)).status).toBe(404)
    // Whoever has signed out at a provider comes back to one address.
    for (const state of ['admin', 'account/administration/admin'])
      expect((await browser.open(`${home}/account?${new URLSearchParams({ state })}`)).url).toBe(
        `${away}/admin`,
      )
    const id = '01999999-0000-7000-8000-000000000000'
    expect((await browser.open(`${home}/account/administration/sso/${id}`)).url).toBe(
      `${away}/admin/sso/${id}`,
    )
  })
})

describe('whoever administers there is signed out at once', () => {
  it('in the administration, which ends it on their pages as well', async () => {
    const member = await officer()
    const { browser } = await enter(member)
    expect((await api(browser).post('me/sign-out')).status).toBe(200)
    expect(await meIs(browser)).toBe('authentication_required')
    expect((await browser.open(`${home}/account/${member.did}`)).url).toContain('/account/sign-in')
  })

  it('on their pages, and what they had before is good for nothing when they sign in again', async () => {
    const member = await officer()
    const { browser } = await enter(member)
    const stolen = browser.cookieOf(host)
    const page = await browser.open(`${home}/account/${member.did}`)
    await browser.send(page, { decision: 'sign-out' })
    expect(await meIs(browser)).toBe('authentication_required')
    await enter(member, { browser })
    expect(await meIs(browser)).toBe(member.did)
    expect(outcome(await api(browser, { cookie: stolen }).get('me'))).toEqual([
      401,
      'authentication_required',
    ])
  })

  it('by a lock, by the end of their sessions, and by the loss of their role', async () => {
    const ways: ((did: string) => Promise<{ status: number }>)[] = [
      (did) => owner.post(`accounts/${did}/lock`, { reason: 'why' }),
      (did) => owner.post(`accounts/${did}/sessions/revoke-all`, { reason: 'why' }),
      async (did) => {
        const [{ id } = { id: '' }] = await server.sql<{ id: string }>(
          'SELECT id::text AS id FROM admin_role_assignment WHERE did = $1',
          [did],
        )
        return owner.send('DELETE', `role-assignments/${id}`)
      },
    ]
    for (const end of ways) {
      const member = await officer()
      const { browser } = await enter(member)
      expect(await meIs(browser)).toBe(member.did)
      expect((await end(member.did)).status).toBeLessThan(300)
      expect(await meIs(browser)).toBe('authentication_required')
    }
  })

  it('after twelve hours', async () => {
    const { browser } = await enter(await officer())
    server.clock.advance(12 * 60 * MINUTE_MS + MINUTE_MS)
    expect(await meIs(browser)).toBe('authentication_required')
  })
})

describe('the first Owner', () => {
  const secret = async () => (await server.app.get(OwnerLinks, { strict: false }).make())!.split('#')[1]!
  const call = (path: string, body: object, cookie = '') =>
    server.request(
      'POST',
      `/admin/session/first-run/${path}`,
      { host, origin: away, 'content-type': 'application/json', ...(cookie && { cookie }) },
      JSON.stringify(body),
    )
  const roleBy = async (cookie: string) =>
    (await new AdminApi(server, { host, origin: away, cookie }).get('me')).json.role
  afterEach(() => server.sql(`DELETE FROM admin_role_assignment WHERE role = 'owner'`))

  it('makes an account there, and is signed in there only', async () => {
    const wanted = { handle: 'first.test', email: 'first@example.com', password: 'long enough' }
    const { status, headers } = await call('account', { secret: await secret(), ...wanted })
    expect(status).toBe(204)
    const cookie = String(headers['set-cookie'])
    expect(cookie).toMatch(/^administration=[\w-]{43}; Path=/)
    expect(await roleBy(cookie.split(';', 1)[0]!)).toBe('owner')
  })

  it('is somebody who has signed in on members’ pages', async () => {
    const member = await server.signUp()
    const { browser, page } = await enter(member, { to: 'first-run' })
    expect(page.url).toBe(`${away}/admin/first-run`)
    const cookie = browser.cookieOf(host)
    const link = await secret()
    const { json } = await call('open', { secret: link }, cookie)
    expect(json.members).toEqual([{ did: member.did, handle: member.handle }])
    expect((await call('member', { secret: link }, cookie)).status).toBe(204)
    expect(await roleBy(cookie)).toBe('owner')
  })
})

it(
  'on a port of its own, where cookies are the same, ways lead there without a ticket',
  async () => {
    const other = await WholeServer.start({ PDS_ADMIN_URL: 'http://localhost:1', PDS_ADMIN_SIGN_IN: 'any' })
    try {
      const { handle } = await other.signUp()
      const browser = new HostsBrowser(other)
      const door = await browser.open(`${other.url}/account/sign-in?to=admin`)
      const values = { identifier: handle, password: PASSWORD, decision: 'accept' }
      const page = await browser.send(door, values, 'http://localhost:1/')
      expect(page.location).toBe('http://localhost:1/admin')
      expect((await browser.open(`${other.url}/admin/session/go`)).status).toBe(404)
    } finally {
      await other.close()
    }
  },
  START_MAX_MS,
)

it('organizations lead there and back as well', async () => {
  const idp = await OidcIdp.start(home)
  try {
    const made = await owner.post('sso/connections', {
      ...{ name: 'Example Corp', issuer: idp.issuer, secret: OidcIdp.clientSecret },
      settings: { clientId: OidcIdp.clientId, scopes: ['openid', 'email', 'profile', 'groups'] },
      policy: { roles: [{ group: 'helpers', role: 'help-desk' }], provisioning: { mode: 'auto' } },
    })
    const id = String(made.json.id)
    expect((await owner.post(`sso/connections/${id}/enable`)).status).toBeLessThan(300)
    const { json } = await server.request('GET', '/admin/session', { host })
    expect(json.organizations).toEqual([{ name: 'Example Corp', href: `/admin/session/go?connection=${id}` }])
    await idp.next({
      ...{ sub: 'helper', email: 'helper@corp.example', email_verified: true, name: 'Helper' },
      groups: ['helpers'],
    })
    const browser = new HostsBrowser(server)
    const away1 = await browser.open(`${away}/admin/session/go?connection=${id}`)
    expect(away1.location).toContain(idp.issuer)
    const back = await fetchThrough(away1.location!)
    const page = await browser.open(back)
    expect(page.url).toBe(`${away}/admin`)
    const { role, proofWays } = await me(browser)
    expect(role).toBe('help-desk')
    expect(proofWays).toMatchObject([{ href: expect.stringMatching(`^${home}/sso/start\\?`) }])
    const [{ href }] = proofWays as [{ href: string }]
    expect(new URL(href).searchParams.get('back')).toBe('/account/administration/admin-proved')
    const tried = (await owner.post(`sso/connections/${id}/test`)).json.url as string
    expect(new URL(tried).searchParams.get('back')).toBe(`/account/administration/sso/${id}`)
  } finally {
    await idp.close()
  }
})

/** Goes through a provider in a browser of its own. @returns where it sends the browser */
async function fetchThrough(url: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let at = url; ;) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie } })
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';', 1)[0]!.split('=', 2)
      cookies.set(name, value)
    }
    const location = answer.headers.get('location')
    if (location === null) throw new Error(`the provider stays: ${await answer.text()}`)
    at = new URL(location, at).href
    if (at.startsWith(home)) return at
  }
}
