import { AdminApi, data } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'

const DAY_MS = 24 * 60 * 60 * 1000

let server: WholeServer
let api: AdminApi
let roles = 0
beforeAll(async () => {
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.press.test',
  })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

const codeOf = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code]

/** A member with a role that allows these, and nothing else. */
async function holderOf(permissions: readonly string[], more: object = {}): Promise<AdminApi> {
  const id = `only-${++roles}`
  await api.post('roles', { id, name: id, priority: 10, permissions })
  const { did } = await server.signUp()
  expect((await api.assign(did, id, more)).status).toBe(201)
  return api.signedIn(did)
}

/** A token of somebody who administers. */
async function tokenOf(by: AdminApi, permissions: readonly string[]) {
  const expiresAt = new Date(server.clock.nowMs() + DAY_MS).toISOString()
  const { status, json } = await by.post('tokens', { name: 'a token', permissions, expiresAt })
  expect(status).toBe(201)
  const headers = { authorization: `Bearer ${String(json.secret)}` }
  return { headers, api: api.as(headers) }
}

describe('whoever may suspend, and not take down', () => {
  it('makes no suspension of a takedown, which they could lift', async () => {
    const { did } = await server.signUp()
    const by = await holderOf(['accounts.view', 'accounts.suspend', 'accounts.bulk'])
    await api.post(`accounts/${did}/takedown`, {})
    expect(codeOf(await by.post(`accounts/${did}/suspend`, {}))).toEqual([403, 'permission_denied'])
    await by.post(`accounts/${did}/unsuspend`, {})
    expect((await api.get(`accounts/${did}`)).json).toMatchObject({ state: 'takendown' })
  })

  it('suspends others, and lifts that', async () => {
    const { did } = await server.signUp()
    const by = await holderOf(['accounts.view', 'accounts.suspend', 'accounts.bulk'])
    expect((await by.post(`accounts/${did}/suspend`, {})).json).toMatchObject({ state: 'suspended' })
    expect((await by.post(`accounts/${did}/suspend`, {})).json).toMatchObject({ state: 'suspended' })
    expect((await by.post(`accounts/${did}/unsuspend`, {})).json).toMatchObject({ state: 'active' })
  })
})

describe('whoever may give roles, and not do what they allow', () => {
  it.each([undefined, null, '', 'press.test'])('gives none everywhere, domain being %j', async (domain) => {
    const id = `giver-${++roles}`
    await api.post('roles', { id, name: id, priority: 50, permissions: ['roles.assign', 'roles.view'] })
    const { did } = await server.signUp()
    await api.assign(did, id)
    const by = await api.signedIn(did)
    await by.post('role-assignments', { did, role: 'operator', ...(domain !== undefined && { domain }) })
    const { json } = await by.get('me')
    const allowed = (json.grants as { permission: string }[]).map(({ permission }) => permission)
    expect(allowed.sort()).toEqual(['roles.assign', 'roles.view'])
  })
})

describe('a token', () => {
  const ORDERS = [
    ['lock', 'unlock'],
    ['suspend', 'unsuspend'],
    ['takedown', 'restore'],
    ['offboard', 'cancel-offboard'],
    ['deactivate', 'activate'],
  ]
  it.each(ORDERS)('allows nothing from %s of its maker to %s', async (order, end) => {
    const { did } = await server.signUp()
    await api.assign(did, 'admin')
    const program = await tokenOf(await api.signedIn(did), ['accounts.view'])
    const statuses = async () => [
      (await program.api.get('accounts')).status,
      (await server.get('com.atproto.admin.getAccountInfo', { did }, program.headers)).status,
    ]
    expect(await statuses()).toEqual([200, 200])
    expect((await api.post(`accounts/${did}/${order}`, {})).status).toBe(200)
    expect(await statuses()).toEqual([403, 403])
    expect((await api.post(`accounts/${did}/${end}`, {})).status).toBe(200)
    expect(await statuses()).toEqual([200, 200])
  })
})

describe('whoever sees addresses in part only', () => {
  const email = 'somebody.unusual@mailbox.example'
  let did: string
  beforeAll(async () => {
    ;({ did } = await server.signUp({ email }))
  })

  it('finds nobody by a part of one', async () => {
    const by = await holderOf(['accounts.view'])
    const found = async (who: AdminApi, q: string) =>
      data(await who.get(`accounts?q=${encodeURIComponent(q)}`)).map((one) => one.did)
    for (const q of ['somebody.unu', 'unusual', email, 'so']) expect(await found(by, q)).not.toContain(did)
    expect(await found(api, 'unusual')).toContain(did)
    expect(await found(by, did)).toEqual([did])
  })

  it('finds those of the domain for which they see them', async () => {
    const by = await holderOf(['accounts.view'])
    const { json } = await by.get('me')
    await api.assign(String(json.id), 'help-desk', { domain: 'press.test' })
    await server.signUp({ handle: 'writer.press.test', email: 'writer.unusual@mailbox.example' })
    expect(data(await by.get('accounts?q=unusual')).map((one) => one.handle)).toEqual(['writer.press.test'])
  })

  it('is shown them in part in com.atproto.admin, too, and searches nothing there by them', async () => {
    const call = (nsid: string, params: Record<string, string>, headers: Record<string, string>) =>
      server.get(`com.atproto.admin.${nsid}`, params, headers)
    const shown = 's***@mailbox.example'
    const { headers } = await tokenOf(api, ['accounts.view'])
    expect((await call('getAccountInfo', { did }, headers)).json.email).toBe(shown)
    expect((await call('getAccountInfos', { dids: did }, headers)).json).toMatchObject({
      infos: [{ did, email: shown }],
    })
    expect(await call('searchAccounts', { email: 'unusual' }, headers)).toMatchObject({ status: 403 })
    const whole = await tokenOf(api, ['accounts.view', 'accounts.contact'])
    expect((await call('searchAccounts', { email: 'body.unusual' }, whole.headers)).json).toMatchObject({
      accounts: [{ did, email }],
    })
  })
})

describe('how long the audit is kept', () => {
  it('is not changed by whoever names it twice', async () => {
    const { did } = await server.signUp()
    await api.assign(did, 'admin')
    const by = await api.signedIn(did)
    const audit = async () => (await api.get('retention')).json.data as { dataClass: string; days: number }[]
    const days = async () => (await audit()).find(({ dataClass }) => dataClass === 'audit')!.days
    const before = await days()
    const twice = [before, 100].map((each) => ({ dataClass: 'audit', days: each }))
    const { status } = await by.send('PUT', 'retention', { data: twice })
    expect([status >= 400, await days()]).toEqual([true, before])
  })
})

describe('whoever may look at webhooks, and not manage them', () => {
  it('sees where they lead, and not what may be a password in their addresses', async () => {
    const keeper = await holderOf(['webhooks.view', 'webhooks.manage'])
    const looker = await holderOf(['webhooks.view'])
    const url = 'https://hooks.example.com/services/path-secret?key=query-secret'
    const made = await keeper.post('webhooks', { url, events: ['account.created'] })
    expect(made.json).toMatchObject({ url })
    const path = `webhooks/${String(made.json.id)}`
    expect((await keeper.get(path)).json).toMatchObject({ url })
    const shown = 'https://hooks.example.com/…'
    expect((await looker.get(path)).json).toMatchObject({ url: shown })
    expect(data(await looker.get('webhooks'))).toMatchObject([{ url: shown }])
    const other = url.replace('path-secret', 'another-secret')
    expect((await keeper.send('PATCH', path, { url: other })).json).toMatchObject({ url: other })
    const bare = 'https://hooks.example.com/'
    expect((await keeper.send('PATCH', path, { url: bare })).json).toMatchObject({ url: bare })
    expect((await looker.get(path)).json).toMatchObject({ url: 'https://hooks.example.com' })
    // Whoever reads the audit need not be one who manages webhooks.
    const entries = data(await api.get(`audit?filter[target]=${String(made.json.id)}`))
    expect(entries.length).toBeGreaterThan(2)
    expect(JSON.stringify(entries)).not.toContain('secret')
    expect(entries).toContainEqual(
      expect.objectContaining({ after: expect.objectContaining({ url: shown, hasOtherUrl: true }) }),
    )
  })
})
