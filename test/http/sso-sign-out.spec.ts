import { ExpiredSsoState } from '../../src/sso/expired-sso-state.js'
import { OAuthBrowser, type Shown } from '../support/oauth-browser.js'
import { OidcIdp } from '../support/oidc-idp.js'
import type { SsoTraveller } from '../support/sso-traveller.js'
import { TestDirectory } from '../support/test-directory.js'
import { pageOf, SsoWorld } from './sso-world.js'

let world: SsoWorld

beforeAll(async () => {
  world = await SsoWorld.start()
  await world.api.post(`sso/connections/${world.connection}/enable`)
})
afterAll(() => world?.close())

describe('whoever signs out', () => {
  const enter = async (back: string) => {
    const user = { ...world.newUser(), groups: ['helpers'] }
    await world.join(user)
    await world.idp.next(user)
    const traveller = world.traveller()
    const start = `${world.server.url}/sso/start?connection=${world.connection}&back=${back}`
    return { traveller, page: await traveller.open(start) }
  }
  /** What the provider does with a browser that comes to sign out. */
  const atProvider = async (url: string) => {
    const elsewhere = new OAuthBrowser(world.idp.issuer)
    const page = await elsewhere.open(url)
    return (await elsewhere.send(page, { logout: 'yes' })).location
  }
  /** Where whoever has signed out here goes on, at the provider. */
  const onward = async ({ browser }: SsoTraveller, left: Shown) => {
    const next = left.headers.get('refresh')!.replace('0; url=', '')
    return { next, location: (await browser.open(world.server.url + next)).location! }
  }
  afterEach(() => world.policy({ leaving: { signOut: 'here' }, roles: [] }))

  it('stays signed in at the provider, unless the organization wants it otherwise', async () => {
    const { traveller, page } = await enter('/account')
    const left = await traveller.browser.send(page, { decision: 'sign-out' })
    expect(left.url).toContain('/account/sign-in')
  })

  it.each(['sign-out', 'sign-out-everywhere'])(
    'signs out there as well, and comes back: %s',
    async (decision) => {
      await world.policy({ leaving: { signOut: 'provider' } })
      const { traveller, page } = await enter('/account')
      const left = await traveller.browser.send(page, { decision })
      expect(pageOf(left)).toBe('You are signed out')
      const { location } = await onward(traveller, left)
      expect(new URL(location).searchParams.get('client_id')).toBe(OidcIdp.clientId)
      expect((await traveller.browser.open((await atProvider(location))!)).url).toContain('/account/sign-in')
    },
  )

  it('of the dashboard comes back there', async () => {
    await world.policy({ leaving: { signOut: 'provider' }, roles: [{ group: 'helpers', role: 'auditor' }] })
    const { traveller } = await enter('/admin')
    const headers = { origin: world.server.url }
    const root = `${world.server.url}/admin/v1/me`
    const { html } = await traveller.browser.once(`${root}/sign-out`, { method: 'POST', headers })
    const { href } = JSON.parse(html) as { href: string }
    expect((await traveller.browser.once(root)).status).toBe(401)
    const away = await traveller.browser.open(world.server.url + href)
    expect((await traveller.browser.open((await atProvider(away.location!))!)).url).toMatch(/\/admin$/)
  })

  it('goes on here where the provider cannot be asked, or with a ticket that is none', async () => {
    await world.policy({ leaving: { signOut: 'provider' } })
    const { traveller, page } = await enter('/account')
    const left = await traveller.browser.send(page, { decision: 'sign-out' })
    const next = left.headers.get('refresh')!.replace('0; url=', '')
    await world.idp.next(world.newUser(), { down: true })
    // What is known of it is forgotten after ten minutes, as tickets are.
    await world.policy({ leaving: { offboardDays: 31 } })
    for (const to of [next, '/sso/sign-out?ticket=none', '/account/signed-out?ticket=none'])
      expect((await traveller.browser.open(world.server.url + to)).url).toContain('/account/sign-in')
  })

  describe('at a provider that insists on the ID token', () => {
    const insist = () => world.idp.next(world.newUser(), { insists: true })
    const kept = () =>
      world.server.sql<{ token: Buffer | null; ended: boolean }>(
        'SELECT id_token AS token, ended_at IS NOT NULL AS ended FROM sso_session ORDER BY created_at DESC',
      )

    it('shows it the one with which they have signed in, for ten minutes', async () => {
      await world.policy({ leaving: { signOut: 'provider' } })
      const { traveller, page } = await enter('/account')
      await insist()
      const { next, location } = await onward(
        traveller,
        await traveller.browser.send(page, { decision: 'sign-out' }),
      )
      const hint = new URL(location).searchParams.get('id_token_hint')!
      expect(JSON.parse(Buffer.from(hint.split('.')[1]!, 'base64url').toString())).toMatchObject({
        ...{ iss: world.idp.issuer, aud: OidcIdp.clientId },
      })
      expect((await traveller.browser.open((await atProvider(location))!)).url).toContain('/account/sign-in')
      const [session] = await kept()
      expect([session!.ended, session!.token!.includes(hint.slice(0, 40))]).toEqual([true, false])
      world.pass(10 * 60)
      await world.server.app.get(ExpiredSsoState, { strict: false }).run()
      expect((await kept()).filter(({ ended }) => ended)).toEqual([])
      expect((await traveller.browser.open(world.server.url + next)).url).toContain('/account/sign-in')
    })

    it('has none where the connection did not want it when they signed in', async () => {
      const { traveller, page } = await enter('/account')
      expect((await kept())[0]).toMatchObject({ token: null })
      await world.policy({ leaving: { signOut: 'provider' } })
      world.pass(3)
      await insist()
      const { location } = await onward(
        traveller,
        await traveller.browser.send(page, { decision: 'sign-out' }),
      )
      expect(new URL(location).searchParams.has('id_token_hint')).toBe(false)
      expect((await new OAuthBrowser(world.idp.issuer).open(location)).status).toBe(400)
    })

    it('is not kept longer than the sign-in that was given up, and goes with the account', async () => {
      await world.policy({ leaving: { signOut: 'provider' } })
      const tokens = () => world.server.sql('SELECT id FROM sso_transaction WHERE id_token IS NOT NULL')
      const { traveller, shown } = await world.arrive(world.newUser())
      expect(await tokens()).toHaveLength(1)
      await traveller.browser.send(shown, { decision: 'deny' })
      expect(await tokens()).toEqual([])
      const { member } = await (await TestDirectory.of(world.server, world.connection)).member()
      await world.server.sql(
        `INSERT INTO sso_session (id, connection_id, subject, did, device_id, created_at, expires_at, id_token, id_token_kek_id)
         VALUES (gen_random_uuid(), $1, 's', $2, '', now(), now() + interval '1 day', 'sealed', 'kek')`,
        [world.connection, member.did],
      )
      const ended = await world.api.post(`accounts/${member.did}/delete`, { reason: 'gone' })
      expect({ status: ended.status, json: ended.json }).toMatchObject({ status: 204 })
      expect(await world.server.sql('SELECT 1 FROM sso_session WHERE did = $1', [member.did])).toEqual([])
    })
  })
})
