import { OwnerLinks } from '../../src/admin/index.js'
import { Devices } from '../../src/oauth/index.js'
import { AdminApi } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

describe('the first Owner', () => {
  const links = () => server.app.get(OwnerLinks, { strict: false })
  const secretOf = (link: string | undefined) => link!.split('#')[1]!
  const call = (path: string, body: object, headers: Record<string, string> = {}) =>
    server.request(
      'POST',
      `/admin/session/first-run/${path}`,
      { origin: server.url, 'content-type': 'application/json', ...headers },
      JSON.stringify(body),
    )
  const owners = () => server.sql(`SELECT did FROM admin_role_assignment WHERE role = 'owner'`)

  it('comes by a link that is good for an hour, from pages of ours', async () => {
    const secret = secretOf(await links().make())
    expect(
      await server.sql("SELECT 1 FROM owner_link WHERE encode(digest, 'escape') LIKE $1", [`%${secret}%`]),
    ).toEqual([])
    expect(await call('open', { secret })).toMatchObject({
      status: 200,
      json: { handleDomain: '.test', members: [] },
    })
    expect(await call('open', { secret }, { origin: 'https://evil.example' })).toMatchObject({ status: 403 })
    expect(await call('open', { secret: 'a'.repeat(43) })).toMatchObject({
      status: 403,
      json: { code: 'owner_link_invalid' },
    })
    expect(await call('open', { secret: 'short' })).toMatchObject({ status: 400 })
    server.clock.advance(60 * 60 * 1000 + 1)
    expect(await call('open', { secret })).toMatchObject({ json: { code: 'owner_link_invalid' } })
  })

  it('is not made when the account cannot be', async () => {
    const secret = secretOf(await links().make())
    const wanted = { secret, handle: 'admin.test', email: 'first@example.com', password: 'long enough' }
    expect(await call('account', wanted)).toMatchObject({ status: 400, json: { code: 'HandleNotAvailable' } })
    expect(await owners()).toEqual([])
    expect((await call('open', { secret })).status).toBe(200)
  })

  it('is somebody with a new account, who is signed in then; no other link is good any more', async () => {
    const [secret, other] = [secretOf(await links().make()), secretOf(await links().make())]
    const wanted = { secret, handle: 'first.test', email: 'first@example.com', password: 'long enough' }
    const answer = await call('account', wanted)
    expect(answer.status).toBe(204)
    const cookie = String(answer.headers['set-cookie']).split(';', 1)[0]!
    const own = api.as({ cookie, origin: server.url })
    expect((await own.get('me')).json).toMatchObject({ type: 'member', id: expect.stringMatching(/^did:/) })
    expect((await own.send('PUT', 'branding', { serviceName: 'Ours' })).status).toBe(200)
    for (const used of [secret, other])
      expect(await call('account', { ...wanted, secret: used, handle: 'second.test' })).toMatchObject({
        status: 403,
        json: { code: 'owner_link_invalid' },
      })
    expect(await links().make()).toBeUndefined()
    expect(await owners()).toHaveLength(1)
    const entries = (await api.get('audit?filter[action]=role.appoint')).json.data
    expect(entries).toHaveLength(1)
  })

  it('is a member who is signed in', async () => {
    await server.sql('DELETE FROM admin_role_assignment')
    const secret = secretOf(await links().make())
    const { did } = await server.signUp()
    expect(await call('member', { secret })).toMatchObject({ status: 401 })
    const devices = server.app.get(Devices, { strict: false })
    const device = await devices.meet({})
    await devices.signIn(device, did as never, true, '127.0.0.1', { by: 'password' })
    const cookie = device.setCookie!.split(';', 1)[0]!
    expect((await call('open', { secret }, { cookie })).json).toMatchObject({ members: [{ did }] })
    expect((await call('member', { secret, did }, { cookie })).status).toBe(204)
    expect(await owners()).toEqual([{ did }])
    // The link stands for the passkey that they do not have yet.
    expect((await api.as({ cookie, origin: server.url }).get('me')).status).toBe(200)
  })
})

test('a trial mail that cannot be sent says why', async () => {
  expect((await api.post('mail/test', { to: 'somebody@example.com' })).json).toMatchObject({
    isTaken: false,
    steps: [{ outcome: 'failed', advice: expect.stringContaining('PDS_EMAIL_SMTP_URL') }],
  })
})
