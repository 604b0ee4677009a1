import { AdminApi } from '../support/admin-api.js'
import { type Member, WholeServer } from '../support/whole-server.js'
import { accessInTheAudit } from './admin-access-audit.js'

const HOUR_MS = 60 * 60 * 1000

let server: WholeServer
let api: AdminApi
let owner: Member
let owners: AdminApi

const inDays = (days: number) => new Date(server.clock.nowMs() + days * 24 * HOUR_MS).toISOString()
const member = async (role?: Parameters<AdminApi['assign']>[1], more: object = {}) => {
  const one = await server.signUp()
  if (role) expect((await api.assign(one.did, role, more)).status).toBe(201)
  return { ...one, api: await api.signedIn(one.did) }
}
const codeOf = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code]
const token = async (by: AdminApi, more: object = {}) => {
  const wanted = { name: 'a token', permissions: ['accounts.view'], expiresAt: inDays(1), ...more }
  const { status, json } = await by.post('tokens', wanted)
  return { status, json, api: api.as({ authorization: `Bearer ${String(json.secret)}` }) }
}

beforeAll(async () => {
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_SERVICE_HANDLE_DOMAINS: '.test,.press.test',
  })
  api = new AdminApi(server)
  owner = await server.signUp()
  await api.assign(owner.did, 'owner')
  owners = await api.signedIn(owner.did)
})
afterAll(() => server?.close())

describe('members', () => {
  it('administer in the browser in which they are signed in', async () => {
    const { json } = await owners.get('me')
    expect(json).toMatchObject({
      type: 'member',
      id: owner.did,
      role: 'owner',
      freshUntil: expect.any(String),
    })
  })

  it('sign in with a passkey or their organization, and with no password alone', async () => {
    for (const by of ['password', 'code'] as const)
      expect(codeOf(await (await api.signedIn(owner.did, by)).get('me'))).toEqual([
        403,
        'stronger_sign_in_required',
      ])
    for (const by of ['passkey', 'organization', 'owner-link'] as const)
      expect((await (await api.signedIn(owner.did, by)).get('me')).status).toBe(200)
    const { did } = await server.signUp()
    expect(codeOf(await (await api.signedIn(did, 'password')).get('me'))).toEqual([
      401,
      'authentication_required',
    ])
  })

  it('are refused what other sites make their browsers send', async () => {
    for (const headers of [{ origin: 'https://evil.example' }, { origin: '' }])
      expect(codeOf(await owners.post('invites', {}, headers))).toEqual([403, 'foreign_origin'])
  })

  it('do what cannot be undone only when they have signed in lately', async () => {
    const { did } = await server.signUp()
    const late = await api.signedIn(owner.did)
    server.clock.advance(11 * 60 * 1000)
    expect(codeOf(await late.post(`accounts/${did}/delete`, {}))).toEqual([403, 'step_up_required'])
    expect((await late.post(`accounts/${did}/lock`, {})).status).toBe(200)
    // Whoever has the mailbox gets the account, as by a link for recovery.
    const email = 'somebody-else@example.com'
    expect(codeOf(await late.send('PATCH', `accounts/${did}`, { email }))).toEqual([403, 'step_up_required'])
    const handle = 'another-name.test'
    expect(codeOf(await late.send('PATCH', `accounts/${did}`, { handle }))).toEqual([403, 'step_up_required'])
    expect((await late.send('PATCH', `accounts/${did}`, { language: 'de' })).status).toBe(200)
    const soon = await api.signedIn(owner.did)
    expect((await soon.send('PATCH', `accounts/${did}`, { email })).json).toMatchObject({ email })
    expect((await soon.send('PATCH', `accounts/${did}`, { handle })).json).toMatchObject({ handle })
    server.clock.advance(12 * HOUR_MS)
    expect(codeOf(await late.get('me'))).toEqual([401, 'authentication_required'])
    owners = await api.signedIn(owner.did)
  })

  it('who are locked administer no more', async () => {
    const helper = await member('help-desk')
    await api.post(`accounts/${helper.did}/lock`, {})
    expect(codeOf(await helper.api.get('me'))).toEqual([401, 'authentication_required'])
  })

  it('may be meant by name where several are signed in', async () => {
    const { status } = await owners.send('GET', 'me', undefined, { 'x-admin-account': 'did:plc:other' })
    expect(status).toBe(401)
  })
})

describe('roles', () => {
  it('are given and taken below the own one only', async () => {
    const boss = await member('admin')
    const { did } = await server.signUp()
    for (const role of ['owner', 'admin'] as const)
      expect(codeOf(await boss.api.assign(did, role))).toEqual([403, 'role_outranks'])
    const given = await boss.api.assign(did, 'moderator')
    expect(given.status).toBe(201)
    expect((await boss.api.send('DELETE', `role-assignments/${String(given.json.id)}`)).status).toBe(204)
    const peers = await owners.get(`role-assignments?filter[did]=${boss.did}`)
    const [{ id }] = peers.json.data as [{ id: string }]
    const other = await member('admin')
    expect(codeOf(await other.api.send('DELETE', `role-assignments/${id}`))).toEqual([403, 'role_outranks'])
  })

  it('end when their time is over', async () => {
    const auditor = await member('auditor', { expiresAt: inDays(0.01) })
    expect((await auditor.api.get('audit')).status).toBe(200)
    server.clock.advance(HOUR_MS)
    expect(codeOf(await (await api.signedIn(auditor.did)).get('audit'))).toEqual([
      401,
      'authentication_required',
    ])
    owners = await api.signedIn(owner.did)
  })

  it('leave an Owner for good, whatever is tried', async () => {
    const { json } = await owners.get('role-assignments?filter[role]=owner')
    const [{ id }] = json.data as [{ id: string }]
    expect(codeOf(await owners.send('DELETE', `role-assignments/${id}`))).toEqual([409, 'last_owner'])
    const expiring = { expiresAt: inDays(1) }
    expect(codeOf(await owners.assign(owner.did, 'owner', expiring))).toEqual([409, 'last_owner'])
    expect(codeOf(await api.post(`accounts/${owner.did}/delete`, {}))).toEqual([409, 'last_owner'])
    const second = await member('owner')
    const both = await Promise.all([
      owners.send('DELETE', `role-assignments/${id}`),
      second.api.get(`role-assignments?filter[did]=${second.did}`).then(async ({ json: found }) => {
        const [{ id: own }] = found.data as [{ id: string }]
        return second.api.send('DELETE', `role-assignments/${own}`)
      }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409])
    await api.assign(owner.did, 'owner')
  })

  it('protect those who rank as high', async () => {
    const helper = await member('help-desk')
    for (const verb of ['lock', 'reset-password-link', 'sessions/revoke-all'])
      expect(codeOf(await helper.api.post(`accounts/${owner.did}/${verb}`, {}))).toEqual([403, 'outranked'])
    const { did } = await server.signUp()
    expect((await helper.api.post(`accounts/${did}/lock`, {})).status).toBe(200)
  })

  it('may be for the accounts of one domain', async () => {
    const desk = await member('help-desk', { domain: 'press.test' })
    const reporter = await server.signUp({ handle: 'reporter.press.test' })
    const { did } = await server.signUp()
    const listed = await desk.api.get('accounts?count=true')
    expect(listed.json).toMatchObject({ count: 1, data: [{ did: reporter.did }] })
    expect((await desk.api.get('accounts?filter[domain]=test')).json.data).toHaveLength(1)
    expect((await desk.api.get('accounts?filter[domain]=other.test')).json.data).toEqual([])
    expect((await desk.api.post(`accounts/${reporter.did}/lock`, {})).status).toBe(200)
    expect(codeOf(await desk.api.get(`accounts/${did}`))).toEqual([404, 'not_found'])
    expect(codeOf(await desk.api.post(`accounts/${did}/lock`, {}))).toEqual([404, 'not_found'])
    expect((await desk.api.get('me')).json).toMatchObject({ priority: 0 })
  })

  it('without the permission for addresses show a part of them', async () => {
    const moderator = await member('moderator')
    const { did } = await server.signUp({ email: 'somebody@example.com' })
    expect((await moderator.api.get(`accounts/${did}`)).json.email).toBe('s***@example.com')
    expect((await owners.get(`accounts/${did}`)).json.email).toBe('somebody@example.com')
  })
})

describe('a role of the organization’s own', () => {
  it('allows what it is made of, for whoever has it, and changes for all of them', async () => {
    const desk = {
      id: 'press-desk',
      name: 'Press desk',
      priority: 30,
      permissions: ['accounts.view', 'roles.view'],
    }
    const made = await api.post('roles', desk)
    expect([made.status, made.json]).toEqual([201, expect.objectContaining({ ...desk, changeable: true })])
    expect(codeOf(await api.post('roles', desk))).toEqual([409, 'role_name_taken'])
    expect(codeOf(await api.post('roles', { ...desk, id: 'owner' }))).toEqual([409, 'role_name_taken'])
    const reporter = await server.signUp()
    const given = await api.assign(reporter.did, 'press-desk')
    expect(given.status).toBe(201)
    const theirs = await api.signedIn(reporter.did)
    expect((await theirs.get('me')).json).toMatchObject({ role: 'press-desk', priority: 30 })
    expect((await theirs.get(`accounts/${reporter.did}`)).status).toBe(200)
    expect(codeOf(await theirs.post(`accounts/${reporter.did}/lock`, {}))).toEqual([403, 'permission_denied'])
    expect(codeOf(await theirs.post('roles', { ...desk, id: 'other' }))).toEqual([403, 'permission_denied'])
    const changed = await api.send('PATCH', 'roles/press-desk', {
      permissions: ['accounts.view', 'accounts.lock'],
    })
    expect(changed.status).toBe(200)
    const other = await server.signUp()
    expect((await theirs.post(`accounts/${other.did}/lock`, {})).status).toBe(200)
    expect((await api.get('roles')).json.custom).toMatchObject([{ id: 'press-desk' }])
    expect((await api.get('role-assignments?filter[role]=press-desk')).json.data).toHaveLength(1)
    expect(codeOf(await api.send('DELETE', 'roles/press-desk'))).toEqual([409, 'role_in_use'])
    await api.send('DELETE', `role-assignments/${String(given.json.id)}`)
    expect(codeOf(await api.send('DELETE', 'roles/press-desk'))).toEqual([204, undefined])
    expect(codeOf(await api.assign(other.did, 'press-desk'))).toEqual([400, 'invalid_request'])
  })

  it('is changed by whoever has seen what it is', async () => {
    const desk = { id: 'front-desk', name: 'Front desk', priority: 30, permissions: ['accounts.view'] }
    await api.post('roles', desk)
    const seen = await api.get('roles/front-desk')
    expect(seen.json).toMatchObject({ ...desk, changeable: true })
    const match = { 'if-match': seen.headers.etag! }
    const first = await api.send('PATCH', 'roles/front-desk', { name: 'Reception' }, match)
    expect([first.status, first.json.name]).toEqual([200, 'Reception'])
    const second = await api.send('PATCH', 'roles/front-desk', { name: 'Hall' }, match)
    expect(codeOf(second)).toEqual([412, 'precondition_failed'])
    expect(codeOf(await api.send('DELETE', 'roles/front-desk', undefined, match))).toEqual([
      412,
      'precondition_failed',
    ])
    expect((await api.get('roles/front-desk')).json.name).toBe('Reception')
    for (const id of ['owner', 'nothing'])
      expect(codeOf(await api.get(`roles/${id}`))).toEqual([404, 'not_found'])
  })

  it('does not rank as high as whoever makes it, nor allow more', async () => {
    const administrator = await server.signUp()
    await api.assign(administrator.did, 'admin')
    const theirs = await api.signedIn(administrator.did)
    const desk = { id: 'too-high', name: 'Too high', priority: 80, permissions: ['accounts.view'] }
    expect(codeOf(await theirs.post('roles', desk))).toEqual([403, 'role_outranks'])
    const keys = { ...desk, priority: 10, permissions: ['accounts.keys'] }
    expect(codeOf(await theirs.post('roles', keys))).toEqual([403, 'role_outranks'])
    expect((await api.post('roles', { ...desk, priority: 90 })).status).toBe(201)
    expect(codeOf(await theirs.send('PATCH', 'roles/too-high', { priority: 5 }))).toEqual([
      403,
      'role_outranks',
    ])
    expect(codeOf(await theirs.send('DELETE', 'roles/too-high'))).toEqual([403, 'role_outranks'])
    expect(codeOf(await theirs.assign((await server.signUp()).did, 'too-high'))).toEqual([
      403,
      'role_outranks',
    ])
    expect(codeOf(await api.send('PATCH', 'roles/admin', { priority: 5 }))).toEqual([404, 'not_found'])
  })
})

describe('tokens', () => {
  it('may do what they say, and are known by name', async () => {
    const { status, json, api: program } = await token(owners)
    expect([status, json.secret]).toEqual([201, expect.stringMatching(/^pdsadm_[\w-]{43}[0-9a-f]{6}$/)])
    expect((await program.get('accounts')).status).toBe(200)
    expect(codeOf(await program.get('audit'))).toEqual([403, 'permission_denied'])
    const [listed] = (await owners.get('tokens')).json.data as [object]
    expect(listed).toMatchObject({ id: json.id, createdBy: owner.did, usedIp: '127.0.0.1' })
    expect(listed).not.toHaveProperty('secret')
    const [row] = await server.sql<{ text: string }>(
      `SELECT admin_token::text AS text FROM admin_token LIMIT 1`,
    )
    expect(row!.text).not.toContain(String(json.secret).slice(7, 40))
  })

  it.each([
    [['accounts.delete'], {}],
    [['roles.assign'], {}],
    [['tokens.manage'], {}],
  ])('may not have %j beyond what whoever makes them may do', async (permissions, more) => {
    const identity = await member('identity-admin')
    expect((await token(identity.api, { permissions, ...more })).status).toBe(403)
  })

  it('never have what people only may do', async () => {
    for (const permission of ['roles.assign', 'tokens.manage', 'accounts.password'])
      expect(codeOf(await token(owners, { permissions: [permission] }))).toEqual([
        403,
        'permissions_not_yours',
      ])
  })

  it('are made by whoever has one domain for that domain only, and seen by them as far', async () => {
    const press = await member('admin', { domain: 'press.test' })
    const ofAll = await token(owners)
    const [inside, outside] = [
      await server.signUp({ handle: 'night-desk.press.test' }),
      await server.signUp(),
    ]
    expect(codeOf(await token(press.api))).toEqual([400, 'invalid_request'])
    expect(codeOf(await token(press.api, { domain: 'test' }))).toEqual([400, 'invalid_request'])
    for (const by of [owners, press.api]) {
      const { api: program } = await token(by, { domain: 'press.test' })
      const found = (await program.get('accounts')).json.data as { handle: string }[]
      expect(found.every(({ handle }) => handle.endsWith('.press.test'))).toBe(true)
      expect((await program.get(`accounts/${inside.did}`)).status).toBe(200)
      expect((await program.get(`accounts/${outside.did}`)).status).toBe(404)
    }
    const { json } = await token(press.api, { domain: 'press.test' })
    const ofService = await token(press.api, { domain: 'press.test', permissions: ['jobs.view'] })
    expect(codeOf(ofService)).toEqual([403, 'permissions_not_yours'])
    const seen = (await press.api.get('tokens?count=true')).json
    expect((seen.data as { domain?: string }[]).every(({ domain }) => domain === 'press.test')).toBe(true)
    expect(seen.data).toContainEqual(expect.objectContaining({ id: json.id }))
    for (const verb of ['revoke', 'rotate'])
      expect((await press.api.post(`tokens/${String(ofAll.json.id)}/${verb}`, {})).status).toBe(404)
    expect((await press.api.post(`tokens/${String(json.id)}/revoke`, {})).status).toBe(204)
  })

  it('may do less when whoever made them may do less', async () => {
    const boss = await member('admin')
    const made = await token(boss.api)
    expect((await made.api.get('accounts')).status).toBe(200)
    const { json } = await owners.get(`role-assignments?filter[did]=${boss.did}`)
    const [{ id }] = json.data as [{ id: string }]
    await owners.send('DELETE', `role-assignments/${id}`)
    expect(codeOf(await made.api.get('accounts'))).toEqual([403, 'permission_denied'])
  })

  it('are taken from the addresses that are allowed', async () => {
    const near = await token(owners, { ipAllow: ['127.0.0.0/8'] })
    const far = await token(owners, { ipAllow: ['192.0.2.0/24', '2001:db8::/32'] })
    expect((await near.api.get('accounts')).status).toBe(200)
    expect(codeOf(await far.api.get('accounts'))).toEqual([401, 'authentication_required'])
    expect(codeOf(await token(owners, { ipAllow: ['everywhere'] }))).toEqual([400, 'invalid_request'])
  })

  it('end, within a year', async () => {
    const made = await token(owners, { expiresAt: inDays(0.04) })
    server.clock.advance(HOUR_MS)
    expect(codeOf(await made.api.get('accounts'))).toEqual([401, 'authentication_required'])
    owners = await api.signedIn(owner.did)
    for (const expiresAt of [inDays(366), inDays(-1)])
      expect(codeOf(await token(owners, { expiresAt }))).toEqual([400, 'invalid_request'])
  })

  it('get other secrets, and the former one stays good for as long as was said', async () => {
    const made = await token(owners)
    const rotated = await owners.post(`tokens/${String(made.json.id)}/rotate`, { overlapSeconds: 60 })
    const next = api.as({ authorization: `Bearer ${String(rotated.json.secret)}` })
    expect([(await made.api.get('accounts')).status, (await next.get('accounts')).status]).toEqual([200, 200])
    server.clock.advance(61_000)
    expect([(await made.api.get('accounts')).status, (await next.get('accounts')).status]).toEqual([401, 200])
    expect((await owners.post(`tokens/${String(made.json.id)}/revoke`)).status).toBe(204)
    expect((await next.get('accounts')).status).toBe(401)
    expect(codeOf(await owners.post(`tokens/${String(made.json.id)}/revoke`))).toEqual([404, 'not_found'])
  })

  it('of somebody who ranks higher get no other secret', async () => {
    const made = await token(owners)
    const boss = await member('admin')
    expect(codeOf(await boss.api.post(`tokens/${String(made.json.id)}/rotate`, {}))).toEqual([
      403,
      'token_not_yours',
    ])
  })
})

describe('in the audit', () => accessInTheAudit(() => ({ server, api, owner, token, member })))

describe('a request that is sent again', () => {
  const again = (key: string, body: object = {}) => api.post('invites', body, { 'idempotency-key': key })

  it('is done once, and answered the same', async () => {
    const [first, second] = [await again('a'), await again('a')]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.json).toEqual(first.json)
    expect(second.headers['idempotency-replayed']).toBe('true')
    const [row] = await server.sql<{ answer: Buffer }>('SELECT answer FROM admin_idempotency LIMIT 1')
    expect(row!.answer.toString('latin1')).not.toContain('codes')
  })

  it('with another body is refused', async () => {
    await again('b')
    expect(codeOf(await again('b', { count: 2 }))).toEqual([422, 'idempotency_key_reused'])
  })

  it('while the first one is under way is refused', async () => {
    const both = await Promise.all([again('c'), again('c')])
    const codes = both.map(({ status }) => status)
    expect(codes).toContain(201)
    expect([
      [201, 201],
      [201, 409],
    ]).toContainEqual(codes.sort())
  })

  it('after it was refused is tried anew', async () => {
    expect((await again('d', { count: 0 })).status).toBe(400)
    expect((await again('d')).status).toBe(201)
  })

  it('of somebody else is another one, and a day later as well', async () => {
    const first = await again('e')
    const other = await owners.post('invites', {}, { 'idempotency-key': 'e' })
    expect(other.json).not.toEqual(first.json)
    server.clock.advance(25 * HOUR_MS)
    expect((await again('e')).json).not.toEqual(first.json)
  })
})
