import { jest } from '@jest/globals'
import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Administrators } from '../../src/auth/index.js'
import { AccountLife } from '../../src/lifecycle/index.js'
import { SuspensionEnds } from '../../src/lifecycle/suspension-ends.js'
import { type Permission, ROLES } from '../../src/roles/index.js'
import { AdminApi } from '../support/admin-api.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let server: WholeServer
let api: AdminApi
let owner: Member
let owners: AdminApi

const member = async (role?: Parameters<AdminApi['assign']>[1], more: object = {}) => {
  const one = await server.signUp()
  if (role) expect((await api.assign(one.did, role, more)).status).toBe(201)
  return { ...one, api: await api.signedIn(one.did) }
}
const codeOf = ({ status, json }: { status: number; json: Record<string, unknown> }) => [status, json.code]
const token = async (by: AdminApi, permissions: readonly string[]) => {
  const expiresAt = new Date(server.clock.nowMs() + DAY_MS).toISOString()
  const { json } = await by.post('tokens', { name: 'a token', permissions, expiresAt })
  return { id: String(json.id), headers: { authorization: `Bearer ${String(json.secret)}` } }
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

describe('roles', () => {
  it('leave an Owner who can sign in, whatever becomes of accounts', async () => {
    const second = await member('owner')
    const { json } = await api.get('role-assignments?filter[role]=owner')
    const others = (json.data as { did: string }[]).map(({ did }) => did).filter((did) => did !== owner.did)
    const pair = [owner.did, second.did]
    const order = (verb: string, did: string) => api.post(`accounts/${did}/${verb}`, {})
    for (const did of others.filter((one) => one !== second.did))
      expect((await order('lock', did)).status).toBe(200)
    const both = await Promise.all(pair.map((did) => order('lock', did)))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    for (const did of pair) await order('unlock', did)
    await order('lock', second.did)
    for (const verb of ['lock', 'suspend', 'takedown', 'deactivate', 'offboard'])
      expect(codeOf(await order(verb, owner.did))).toEqual([409, 'InvalidRequest'])
    const { accessJwt } = (await server.signIn(owner.handle)).json as unknown as Member
    const own = await server.post('com.atproto.server.deactivateAccount', {}, bearer(accessJwt))
    expect([own.status, own.json.error]).toEqual([400, 'InvalidRequest'])
    const [mine] = (await api.get(`role-assignments?filter[did]=${owner.did}`)).json.data as [{ id: string }]
    expect(codeOf(await api.send('DELETE', `role-assignments/${mine.id}`))).toEqual([409, 'last_owner'])
    expect((await api.get(`accounts/${owner.did}`)).json.state).toBe('active')

    // Whoever has the machine may lock out a stolen account.
    const life = server.app.get(AccountLife, { strict: false })
    const machine = { actor: 'administrator', agent: { type: 'command' } } as const
    expect(await life.order(owner.did as Did, { kind: 'lock' }, machine)).toHaveProperty('lockedAt')
    for (const did of [...others, owner.did]) await order('unlock', did)
    const [given] = (await api.get(`role-assignments?filter[did]=${second.did}`)).json.data as [
      { id: string },
    ]
    await api.send('DELETE', `role-assignments/${given.id}`)
    owners = await api.signedIn(owner.did)
  })

  it('for one domain neither take handles out of it, nor others into it', async () => {
    const identity = await member('identity-admin', { domain: 'press.test' })
    const editor = await server.signUp({ handle: 'writer.press.test' })
    const rename = (handle: string, by = identity.api) =>
      by.send('PATCH', `accounts/${editor.did}`, { handle })
    for (const handle of ['writer.test', 'Press.test'])
      expect(codeOf(await rename(handle))).toEqual([403, 'permission_denied'])
    expect((await rename('Chief.press.test')).json).toMatchObject({ handle: 'chief.press.test' })
    expect((await rename('support.press.test')).json).toMatchObject({ handle: 'support.press.test' })
  })

  it('allow handles that are reserved only with a permission of their own', async () => {
    const names = {
      id: 'name-desk',
      name: 'Names',
      priority: 30,
      permissions: ['accounts.view', 'accounts.edit'],
    }
    await api.post('roles', names)
    const desk = await member('name-desk')
    const { did } = await server.signUp()
    const rename = (handle: string) => desk.api.send('PATCH', `accounts/${did}`, { handle })
    expect(codeOf(await rename('support.test'))).toEqual([400, 'HandleNotAvailable'])
    expect(codeOf(await rename('press.test'))).toEqual([400, 'HandleNotAvailable'])
    expect((await rename('somebody-else.test')).status).toBe(200)
    const program = await token(owners, ['accounts.edit'])
    const input = { did, handle: 'help.test' }
    const renamed = await server.post('com.atproto.admin.updateAccountHandle', input, program.headers)
    expect([renamed.status, renamed.json.error]).toEqual([400, 'HandleNotAvailable'])
    const more = await token(owners, ['accounts.edit', 'handles.override'])
    expect((await server.post('com.atproto.admin.updateAccountHandle', input, more.headers)).status).toBe(200)
  })
})

describe('in com.atproto.admin', () => {
  const { updateAccountEmail, updateAccountPassword, updateSubjectStatus } = com.atproto.admin
  const repo = 'com.atproto.admin.defs#repoRef'
  const takedown = (did: string) => ({ subject: { $type: repo, did }, takedown: { applied: true } })
  const outcomes = async (headers: Record<string, string>, did: string) => {
    const calls = [
      [updateAccountEmail, { account: did, email: `${did.slice(8)}@example.com` }],
      [updateAccountPassword, { did, password: 'another password' }],
      [updateSubjectStatus, takedown(did)],
    ] as const
    const answers = []
    for (const [{ nsid }, input] of calls) answers.push(await server.post(nsid, input, headers))
    return answers.map(({ status }) => status)
  }

  it.each(['admin', 'identity-admin', 'moderator'] as const)(
    'the password of an installation, as %s, changes nobody who ranks as high',
    async (role) => {
      const administrators = server.app.get(Administrators, { strict: false })
      const peer = await member(role)
      const { did } = await server.signUp()
      const stand = jest.spyOn(administrators, 'passwordRole', 'get').mockReturnValue(role)
      try {
        for (const one of [owner.did, peer.did]) expect(await outcomes(admin, one)).toEqual([403, 403, 403])
        const may = (permission: Permission) => (ROLES[role].permissions.includes(permission) ? 200 : 403)
        expect(await outcomes(admin, did)).toEqual([
          may('accounts.edit'),
          may('accounts.password'),
          may('accounts.takedown'),
        ])
      } finally {
        stand.mockRestore()
      }
      const [denied] = (await api.get(`audit?filter[target]=${owner.did}&filter[outcome]=denied`)).json
        .data as object[]
      expect(denied).toMatchObject({ actor: { type: 'password', role } })
    },
  )

  it('a token changes nobody who ranks as high as whoever made it', async () => {
    const boss = await member('admin')
    const { headers } = await token(boss.api, ['accounts.edit', 'accounts.takedown'])
    const { did, handle } = await server.signUp()
    for (const one of [owner.did, boss.did]) expect(await outcomes(headers, one)).toEqual([403, 403, 403])
    expect(await outcomes(headers, did)).toEqual([200, 403, 200])
    const input = { account: owner.handle, email: 'else@example.com' }
    expect((await server.post(updateAccountEmail.nsid, input, headers)).status).toBe(403)
    expect((await server.post(updateAccountEmail.nsid, { ...input, account: handle }, headers)).status).toBe(
      200,
    )
  })
})

describe('a suspension', () => {
  it('ends by itself when it was said when, once, and is public again', async () => {
    const { did } = await server.signUp()
    const suspend = (more: object) => api.post(`accounts/${did}/suspend`, more)
    const inHours = (hours: number) => new Date(server.clock.nowMs() + hours * HOUR_MS).toISOString()
    expect(codeOf(await suspend({ until: inHours(-1) }))).toEqual([400, 'invalid_request'])
    await suspend({ until: inHours(1) })
    const until = inHours(2)
    expect((await suspend({ until, reason: 'spam' })).json).toMatchObject({
      state: 'suspended',
      suspendedUntil: until,
    })
    const ends = server.app.get(SuspensionEnds, { strict: false })
    server.clock.advance(1.5 * HOUR_MS)
    expect(await ends.run()).toBe(0)
    server.clock.advance(HOUR_MS)
    const events = () => server.sql(`SELECT FROM repo_event WHERE did = $1`, [did])
    const told = (await events()).length
    const runs = await Promise.all([ends.run(), ends.run()])
    expect(runs.sort()).toEqual([0, 1])
    const { json } = await api.get(`accounts/${did}`)
    expect(json).toMatchObject({ state: 'active' })
    expect(json).not.toHaveProperty('suspendedUntil')
    const status = await server.get('com.atproto.sync.getRepoStatus', { did })
    expect(status.json).toMatchObject({ active: true })
    const restored = await api.get(`audit?filter[target]=${did}&filter[action]=account.restore`)
    expect(restored.json.data).toMatchObject([{ actor: { type: 'system', id: 'suspensions' } }])
    expect(await events()).toHaveLength(told + 1)
  })

  it('that was made graver, or has no end any more, goes on', async () => {
    const [one, other] = [await server.signUp(), await server.signUp()]
    const until = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    for (const { did } of [one, other]) await api.post(`accounts/${did}/suspend`, { until })
    await api.post(`accounts/${one.did}/takedown`, {})
    await api.post(`accounts/${other.did}/suspend`, {})
    server.clock.advance(2 * HOUR_MS)
    expect(await server.app.get(SuspensionEnds, { strict: false }).run()).toBe(0)
    expect((await api.get(`accounts/${one.did}`)).json).toMatchObject({ state: 'takendown' })
    expect((await api.get(`accounts/${other.did}`)).json).toMatchObject({ state: 'suspended' })
    owners = await api.signedIn(owner.did)
  })
})

it('tokens are revoked by whoever made them, and by those who rank above', async () => {
  const [boss, peer] = [await member('admin'), await member('admin')]
  const revoke = async (by: AdminApi, of: AdminApi) =>
    codeOf(await by.post(`tokens/${(await token(of, ['accounts.view'])).id}/revoke`))
  for (const maker of [owners, api, peer.api])
    expect(await revoke(boss.api, maker)).toEqual([403, 'token_not_yours'])
  for (const [by, maker] of [
    [boss.api, boss.api],
    [owners, boss.api],
    [owners, api],
    [api, owners],
  ] as const)
    expect(await revoke(by, maker)).toEqual([204, undefined])
})

describe('how long the audit is kept', () => {
  const put = (by: AdminApi, days: number, dataClass = 'audit') =>
    by.send('PUT', 'retention', { data: [{ dataClass, days }] })
  const days = async () => {
    const rules = (await api.get('retention')).json.data as { dataClass: string; days: number }[]
    return rules.find(({ dataClass }) => dataClass === 'audit')!.days
  }

  it('is for Owners to say, and never less than the installation wants', async () => {
    const boss = await member('admin')
    expect(codeOf(await put(boss.api, 399))).toEqual([403, 'permission_denied'])
    expect((await put(boss.api, 29, 'jobs')).status).toBe(200)
    expect((await put(boss.api, 400)).status).toBe(200)
    expect(codeOf(await put(owners, 89))).toEqual([400, 'retention_too_short'])
    expect((await put(owners, 0)).status).toBe(200)
    expect((await put(owners, 300)).status).toBe(200)
    await server.sql(`UPDATE retention_setting SET days = 1 WHERE data_class = 'audit'`)
    expect(await days()).toBe(90)
    expect((await put(owners, 300)).status).toBe(200)
  })

  it('is made less by two people', async () => {
    const second = await member('owner')
    expect((await put(owners, 301)).status).toBe(200)
    expect(codeOf(await put(owners, 1))).toEqual([400, 'retention_too_short'])
    const asked = await put(owners, 100)
    expect([asked.status, asked.json.action, await days()]).toEqual([202, 'retention.shorten', 301])
    const boss = await member('admin')
    const path = `approvals/${String(asked.json.id)}/approve`
    expect(codeOf(await boss.api.post(path, {}))).toEqual([403, 'permission_denied'])
    expect((await second.api.post(path, {})).status).toBe(204)
    expect(await days()).toBe(100)
    const [changed] = (await api.get('audit?filter[action]=retention.change')).json.data as object[]
    expect(changed).toMatchObject({
      after: { audit: 100 },
      actor: { approvals: [owner.did, second.did] },
    })
    const [given] = (await api.get(`role-assignments?filter[did]=${second.did}`)).json.data as [
      { id: string },
    ]
    await api.send('DELETE', `role-assignments/${given.id}`)
  })
})

describe('the admin password', () => {
  it('is good for as much as its role, in methods of com.atproto.admin as well', async () => {
    const small = await WholeServer.start({ PDS_ADMIN_PASSWORD_ROLE: 'auditor' })
    try {
      const own = new AdminApi(small)
      const { did } = await small.signUp()
      expect((await own.get(`accounts/${did}`)).status).toBe(200)
      expect(codeOf(await own.post(`accounts/${did}/lock`, {}))).toEqual([403, 'permission_denied'])
      const looked = await small.get('com.atproto.admin.getAccountInfo', { did }, admin)
      expect(looked.status).toBe(200)
      const refused = await small.post('com.atproto.admin.deleteAccount', { did }, admin)
      expect([refused.status, refused.json.error]).toEqual([403, 'Forbidden'])
    } finally {
      await small.close()
    }
  })

  it('shows repositories that are hidden only if its role may see accounts', async () => {
    const small = await WholeServer.start({ PDS_ADMIN_PASSWORD_ROLE: 'operator' })
    try {
      const { did, accessJwt } = await small.signUp()
      await small.post('com.atproto.server.deactivateAccount', {}, bearer(accessJwt))
      for (const method of ['getRepo', 'getLatestCommit'])
        expect(await small.get(`com.atproto.sync.${method}`, { did }, admin)).toMatchObject({
          status: 400,
          json: { error: 'RepoDeactivated' },
        })
    } finally {
      await small.close()
    }
  })

  it('can be switched off', async () => {
    const small = await WholeServer.start({ PDS_ADMIN_PASSWORD_ROLE: 'none' })
    try {
      expect((await new AdminApi(small).get('me')).status).toBe(401)
      expect((await small.get('com.atproto.admin.getInviteCodes', {}, admin)).status).toBe(401)
    } finally {
      await small.close()
    }
  })
})
