import type { Shown } from '../support/oauth-browser.js'
import { OidcIdp } from '../support/oidc-idp.js'
import type { SsoTraveller } from '../support/sso-traveller.js'
import { pageOf, SECOND_MS, SsoWorld } from './sso-world.js'

const DAY_MS = 24 * 60 * 60 * SECOND_MS
const TITLE = 'Set up single sign-on'

let world: SsoWorld

beforeAll(async () => {
  world = await SsoWorld.start()
})
afterAll(() => world?.close())

interface Made {
  readonly id: string
  readonly url: string
}

async function make(kind = 'oidc', days = 7): Promise<Made> {
  const expiresAt = new Date(world.server.clock.nowMs() + days * DAY_MS).toISOString()
  const body = { connectionDraft: { name: 'Partner', kind }, expiresAt }
  const { status, json } = await world.api.post('sso/setup-links', body)
  expect(status).toBe(201)
  return { id: String(json.id), url: String(json.url) }
}
const linkOf = async (id: string) => {
  const { json } = await world.api.get('sso/setup-links')
  return (json.data as Record<string, unknown>[]).find((one) => one.id === id)!
}
const open = async (url: string, traveller = world.traveller()) => {
  const page = await traveller.browser.open(url)
  return { traveller, page: await traveller.browser.send(page, { decision: 'accept' }) }
}
const filled = () => ({
  decision: 'accept',
  issuer: world.idp.issuer,
  clientId: OidcIdp.clientId,
  secret: OidcIdp.clientSecret,
})
const fill = ({ browser }: SsoTraveller, page: Shown, more: Record<string, string> = {}) =>
  browser.send(page, { ...filled(), ...more })
const isOver = ({ html, status }: Shown) => status === 404 && html.includes('setup_link_over')
const deedsOf = (id: string) =>
  world.server.sql<{ action: string; actor_type: string }>(
    `SELECT action, actor_type FROM audit_entry WHERE target_id = $1 ORDER BY seq`,
    [id],
  )

describe('a link to set up a connection', () => {
  it('lets somebody without an account fill in a draft, try it and hand it in; an administrator enables it', async () => {
    const { id, url } = await make()
    const { traveller, page } = await open(url)
    expect(pageOf(page)).toBe(TITLE)
    expect(page.html).toContain(`${world.server.url}/sso/callback`)
    const saved = await fill(traveller, page)
    expect(saved.html).toContain('Your provider can be reached')
    expect(saved.html).not.toContain(OidcIdp.clientSecret)

    await world.idp.next({ sub: 'tester', email: 'tester@partner.example', department: 'Identity' })
    const tried = await traveller.open(`${saved.url.split('?')[0]!}/test`)
    expect(tried.html).toContain('The sign-in works')
    expect(tried.html).toContain('tester@partner.example')
    expect(await world.identities('tester')).toEqual([])

    const connection = String((await linkOf(id)).connection)
    const draft = await world.api.get(`sso/connections/${connection}`)
    expect(draft.json).toMatchObject({
      ...{ name: 'Partner', status: 'draft', issuer: world.idp.issuer },
      policy: { roles: [] },
    })
    // What is handed in is not the page with the fields.
    const form = { ...tried, html: tried.html.slice(tried.html.lastIndexOf('<form')) }
    const done = await traveller.browser.send(form, { decision: 'submit' })
    expect(done.html).toContain('has been handed in')
    expect(await linkOf(id)).toMatchObject({ state: 'submitted' })
    expect(isOver(await fill(traveller, page, { issuer: 'https://evil.example' }))).toBe(true)
    expect((await world.api.post(`sso/connections/${connection}/enable`)).json).toMatchObject({
      status: 'enabled',
    })
    expect(await deedsOf(id)).toEqual([
      { action: 'setup-link.make', actor_type: 'password' },
      { action: 'setup-link.open', actor_type: 'setup-link' },
      { action: 'setup-link.save', actor_type: 'setup-link' },
      { action: 'setup-link.submit', actor_type: 'setup-link' },
    ])
  })

  it('is good in one browser, and nobody opens it by looking', async () => {
    const { id, url } = await make()
    const [first, second] = [world.traveller(), world.traveller()]
    const seen = await first.browser.open(url)
    expect((await linkOf(id)).state).toBe('new')
    const { page } = await open(url, second)
    expect(pageOf(page)).toBe(TITLE)
    expect(isOver(await first.browser.send(seen, { decision: 'accept' }))).toBe(true)
    expect(isOver(await first.browser.open(url))).toBe(true)
    expect(isOver(await first.browser.open(page.url))).toBe(true)
    expect(pageOf(await second.open(url))).toBe(TITLE)
  })

  it('is over when it was revoked, or its time is', async () => {
    const [revoked, late] = [await make(), await make('oidc', 1)]
    const [one, two] = [await open(revoked.url), await open(late.url)]
    expect((await world.api.post(`sso/setup-links/${revoked.id}/revoke`)).status).toBe(204)
    expect((await world.api.post(`sso/setup-links/${revoked.id}/revoke`)).status).toBe(404)
    expect(isOver(await fill(one.traveller, one.page))).toBe(true)
    expect((await linkOf(revoked.id)).state).toBe('revoked')
    world.pass((DAY_MS + SECOND_MS) / SECOND_MS)
    expect(isOver(await fill(two.traveller, two.page))).toBe(true)
    expect((await linkOf(late.id)).state).toBe('expired')
  })

  it('ends where an administrator goes on with the draft', async () => {
    const { id, url } = await make()
    const { traveller, page } = await open(url)
    const saved = await fill(traveller, page)
    const path = `sso/connections/${String((await linkOf(id)).connection)}`
    const roles = [{ group: 'staff', role: 'admin' }]
    expect((await world.api.send('PATCH', path, { policy: { roles } })).status).toBe(200)
    expect(isOver(await fill(traveller, saved))).toBe(true)
    expect(isOver(await traveller.browser.open(`${saved.url}/test`))).toBe(true)
    await world.api.send('PATCH', path, { policy: { roles: [] } })
    expect((await fill(traveller, saved)).html).toContain('Your provider can be reached')
    await world.api.post(`${path}/enable`)
    expect(isOver(await fill(traveller, saved))).toBe(true)
    await world.api.post(`${path}/disable`)
    expect(isOver(await fill(traveller, saved))).toBe(true)
  })

  it('says nothing of a connection any more that knows somebody', async () => {
    const { id, url } = await make()
    const { traveller, page } = await open(url)
    const saved = await fill(traveller, page)
    const { did } = await world.server.signUp()
    const link = {
      connection: (await linkOf(id)).connection,
      did,
      subject: 'chief',
      reason: 'Asked in person',
    }
    expect((await world.api.post('identities', link)).status).toBe(204)
    expect(isOver(await fill(traveller, saved))).toBe(true)
  })

  it.each([
    ['an issuer that is none', { issuer: 'partner' }],
    ['no secret', { secret: '' }],
    ['a provider that is not there', { issuer: 'http://127.0.0.1:9' }],
    ['a provider of another network', { issuer: 'https://169.254.169.254' }],
  ])('says what is wrong with %s', async (_what, wrong) => {
    const { traveller, page } = await open((await make()).url)
    const shown = await fill(traveller, page, wrong)
    expect([shown.status, shown.html]).toEqual([200, expect.stringContaining('Something is not right yet')])
  })

  it('hands in nothing that is not there, and takes no form of elsewhere', async () => {
    const { traveller, page } = await open((await make()).url)
    expect((await traveller.browser.send(page, { decision: 'submit' })).html).toContain('setup_incomplete')
    const foreign = await traveller.browser.send(page, { ...filled(), csrf: 'x' })
    expect(foreign.status).toBeGreaterThanOrEqual(400)
  })

  it('cannot be made for longer than a month, and its secret is kept nowhere', async () => {
    const { url } = await make()
    const token = new URL(url).searchParams.get('link')!
    const rows = await world.server.sql('SELECT * FROM sso_setup_link')
    expect(JSON.stringify(rows)).not.toContain(token)
    for (const days of [-1, 31]) {
      const expiresAt = new Date(world.server.clock.nowMs() + days * DAY_MS).toISOString()
      const body = { connectionDraft: { name: 'x', kind: 'oidc' }, expiresAt }
      expect((await world.api.post('sso/setup-links', body)).status).toBe(400)
    }
  })

  it('takes the metadata of a provider of SAML, which say what it is called', async () => {
    const { id, url } = await make('saml')
    const { traveller, page } = await open(url)
    expect(page.html).toContain('/acs')
    const wrong = await traveller.browser.send(page, { decision: 'accept', xml: '<a/>' })
    expect(wrong.html).toContain('Something is not right yet')
    expect(await linkOf(id)).toHaveProperty('connection')
  })
})
