import { randomUUID } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import { Accounts, stateOf } from '../../src/account/index.js'
import { UnitOfWork } from '../../src/database/index.js'
import { ScimTokens } from '../../src/scim/index.js'
import { ConnectionStore, ExternalIdentityStore } from '../../src/sso/index.js'
import { AdminApi } from '../support/admin-api.js'
import { connectionOf } from '../support/sso-connection.js'
import { type Answer, type Member, WholeServer } from '../support/whole-server.js'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const YEAR_MS = 365 * 24 * 60 * 60 * 1000
const START_MAX_MS = 60_000

let server: WholeServer
let count = 0

beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
afterAll(() => server?.close())

/** A directory of a connection of its own. */
class TestDirectory {
  private constructor(
    readonly connectionId: string,
    readonly token: string,
  ) {}

  static async open(leaving: object = {}): Promise<TestDirectory> {
    const connection = connectionOf({ id: randomUUID(), leaving })
    const store = server.app.get(ConnectionStore, { strict: false })
    const work = server.app.get(UnitOfWork, { strict: false })
    await work.run((tx) => store.add(tx, connection))
    const tokens = server.app.get(ScimTokens, { strict: false })
    const wanted = { name: 'test', expiresAt: new Date(Date.now() + YEAR_MS) }
    const { secret } = await tokens.issue(connection.id, wanted, { type: 'password' })
    return new TestDirectory(connection.id, secret)
  }

  send(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: object, more: object = {}) {
    const headers = {
      authorization: `Bearer ${this.token}`,
      ...(body && { 'content-type': 'application/scim+json' }),
      ...more,
    }
    return server.request(method, `/scim/v2/${path}`, headers, body && JSON.stringify(body))
  }

  get = (path: string, more?: object) => this.send('GET', path, undefined, more)

  patch = (path: string, ...Operations: object[]) =>
    this.send('PATCH', path, { schemas: [PATCH], Operations })

  async user(more: object = {}): Promise<Record<string, unknown> & { id: string }> {
    const name = `person${++count}@example.org`
    const { status, json } = await this.send('POST', 'Users', { schemas: [USER], userName: name, ...more })
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(json)}`)
    return json as { id: string }
  }

  /** Somebody who has signed in with the connection before. */
  async member(): Promise<{ member: Member; externalId: string }> {
    const member = await server.signUp()
    const subject = `subject-${++count}`
    const identities = server.app.get(ExternalIdentityStore, { strict: false })
    const work = server.app.get(UnitOfWork, { strict: false })
    await work.run((tx) =>
      identities.add(tx, {
        ...{ connectionId: this.connectionId, subject, did: member.did as Did, issuer: 'https://idp.test' },
        ...{
          email: undefined,
          claims: {},
          linkedBy: 'creation',
          linkedAt: new Date(),
          lastLoginAt: undefined,
        },
      }),
    )
    return { member, externalId: subject }
  }
}

const state = async ({ did }: Member) =>
  stateOf(await server.app.get(Accounts, { strict: false }).byDid(did as Did))
const problem = (status: number, scimType?: string) =>
  expect.objectContaining({
    status,
    json: expect.objectContaining({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      ...(scimType && { scimType }),
    }) as unknown,
  }) as Answer

describe('what the server says of itself', () => {
  it('is told to tokens only', async () => {
    const directory = await TestDirectory.open()
    for (const path of [
      'ServiceProviderConfig',
      'ResourceTypes',
      'ResourceTypes/User',
      'Schemas',
      `Schemas/${USER}`,
    ]) {
      const { status, json, headers } = await directory.get(path)
      expect([path, status, headers['content-type']?.split(';')[0]]).toEqual([
        path,
        200,
        'application/scim+json',
      ])
      expect(json.schemas).toBeDefined()
      expect(await server.request('GET', `/scim/v2/${path}`)).toEqual(problem(401))
    }
    expect(await directory.get('Schemas/urn:nothing')).toEqual(problem(404))
  })
})

describe('people', () => {
  it('are announced, found, changed and taken out', async () => {
    const directory = await TestDirectory.open()
    const made = await directory.user({
      externalId: 'e1',
      active: true,
      password: 'secret',
      name: { givenName: 'Ada', familyName: 'L' },
      emails: [{ value: 'Ada@Example.org', type: 'work', primary: true }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Maths' },
      'urn:example:unknown:2.0:User': { shoe: 42 },
    })
    expect(made).not.toHaveProperty('password')
    expect(JSON.stringify(made)).not.toContain('shoe')
    expect(made).toMatchObject({
      externalId: 'e1',
      active: true,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Maths' },
      meta: { resourceType: 'User', version: 'W/"1"', location: `${server.url}/scim/v2/Users/${made.id}` },
    })
    const found = await directory.get(`Users?filter=${encodeURIComponent('externalId eq "e1"')}`)
    expect(found.json).toMatchObject({ totalResults: 1, Resources: [{ id: made.id }] })
    const byAddress = encodeURIComponent('emails[type eq "work"].value eq "ada@example.org"')
    expect(await directory.get(`Users?filter=${byAddress}`)).toEqual(problem(400, 'invalidFilter'))
    const byValue = encodeURIComponent('emails.value eq "ada@example.org"')
    expect((await directory.get(`Users?filter=${byValue}`)).json).toMatchObject({ totalResults: 1 })
    const replaced = await directory.send('PUT', `Users/${made.id}`, {
      schemas: [USER],
      userName: 'ada@example.org',
    })
    expect(replaced).toMatchObject({ status: 200, json: { userName: 'ada@example.org', active: true } })
    expect(replaced.json).not.toHaveProperty('name')
    expect((await directory.send('DELETE', `Users/${made.id}`)).status).toBe(204)
    expect(await directory.get(`Users/${made.id}`)).toEqual(problem(404))
  })

  it('have names and ids of their own', async () => {
    const directory = await TestDirectory.open()
    const { userName } = await directory.user({ externalId: 'x' })
    const again = { schemas: [USER], userName: String(userName).toUpperCase() }
    expect(await directory.send('POST', 'Users', again)).toEqual(problem(409, 'uniqueness'))
    const sameId = { schemas: [USER], userName: 'other', externalId: 'x' }
    expect(await directory.send('POST', 'Users', sameId)).toEqual(problem(409, 'uniqueness'))
    const elsewhere = await TestDirectory.open()
    expect((await elsewhere.send('POST', 'Users', sameId)).status).toBe(201)
  })

  it('of one directory are nobody to the token of another', async () => {
    const [ours, theirs] = [await TestDirectory.open(), await TestDirectory.open()]
    const { id } = await theirs.user()
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
      const body = {
        PUT: { userName: 'x' },
        PATCH: { Operations: [{ op: 'replace', path: 'active', value: false }] },
      }
      const sent = method === 'PUT' || method === 'PATCH' ? body[method] : undefined
      expect(await ours.send(method, `Users/${id}`, sent)).toEqual(problem(404))
    }
    expect((await ours.get('Users')).json).toMatchObject({ totalResults: 0, Resources: [] })
  })

  it('are changed by all operations of a patch, or by none', async () => {
    const directory = await TestDirectory.open()
    const { id } = await directory.user({ displayName: 'before' })
    const bad = await directory.patch(
      `Users/${id}`,
      { op: 'replace', path: 'displayName', value: 'after' },
      { op: 'replace', path: 'active', value: 'False' },
      { op: 'replace', path: 'shoeSize', value: 42 },
    )
    expect(bad).toEqual(problem(400, 'invalidPath'))
    expect((await directory.get(`Users/${id}`)).json).toMatchObject({ displayName: 'before', active: true })
  })

  it('have versions, that are asked for', async () => {
    const directory = await TestDirectory.open()
    const { id } = await directory.user()
    const first = await directory.get(`Users/${id}`)
    expect(first.headers.etag).toBe('W/"1"')
    expect((await directory.get(`Users/${id}`, { 'if-none-match': 'W/"1"' })).status).toBe(304)
    const change = { schemas: [PATCH], Operations: [{ op: 'replace', path: 'title', value: 'Dr' }] }
    const changed = await directory.send('PATCH', `Users/${id}`, change, { 'if-match': 'W/"1"' })
    expect([changed.status, changed.headers.etag]).toEqual([200, 'W/"2"'])
    expect(await directory.send('PATCH', `Users/${id}`, change, { 'if-match': 'W/"1"' })).toEqual(
      problem(412),
    )
    // The same again is no change.
    expect((await directory.patch(`Users/${id}`, ...change.Operations)).headers.etag).toBe('W/"2"')
    expect(await directory.send('DELETE', `Users/${id}`, undefined, { 'if-match': 'W/"1"' })).toEqual(
      problem(412),
    )
  })

  it('come in pages, with the attributes that are wanted', async () => {
    const directory = await TestDirectory.open()
    for (let i = 0; i < 5; i++) await directory.user({ displayName: `d${i}`, title: 't' })
    const page = await directory.get('Users?startIndex=4&count=3&attributes=userName')
    expect(page.json).toMatchObject({ totalResults: 5, startIndex: 4, itemsPerPage: 2 })
    const [one] = page.json.Resources as Record<string, unknown>[]
    expect(Object.keys(one!).sort()).toEqual(['id', 'schemas', 'userName'])
    const without = (await directory.get('Users?excludedAttributes=title')).json.Resources as object[]
    expect(without[0]).toHaveProperty('displayName')
    expect(without[0]).not.toHaveProperty('title')
    expect((await directory.get('Users?startIndex=99')).json).toMatchObject({
      totalResults: 5,
      Resources: [],
    })
    expect((await directory.get('Users?count=0')).json).toMatchObject({ totalResults: 5, Resources: [] })
    expect(await directory.get('Users?count=many')).toEqual(problem(400, 'invalidValue'))
    expect(await directory.get(`Users?filter=${encodeURIComponent('shoe eq 1')}`)).toEqual(
      problem(400, 'invalidFilter'),
    )
    expect(await directory.get(`Users?filter=${encodeURIComponent('userName')}`)).toEqual(
      problem(400, 'invalidFilter'),
    )
  })

  it.each([
    ['{', 400],
    ['[]', 400],
    ['{"userName":1}', 400],
    ['{"userName":"a\\u0000b"}', 400],
    [`{"userName":"${'x'.repeat(600)}"}`, 400],
    ['{"userName":"x","emails":"y"}', 400],
    ['{"userName":"x","active":"maybe"}', 400],
  ])('that cannot be: %s', async (body, status) => {
    const directory = await TestDirectory.open()
    const headers = { authorization: `Bearer ${directory.token}`, 'content-type': 'application/json' }
    expect(await server.request('POST', '/scim/v2/Users', headers, body)).toEqual(problem(status))
  })
})

describe('people who leave', () => {
  it.each([
    ['lock', 'locked', 'active'],
    ['suspend', 'suspended', 'active'],
    ['offboard', 'offboarding', 'active'],
  ])(
    'are dealt with by the mode %s, and taken back: one account all the time',
    async (deprovision, gone, back) => {
      const directory = await TestDirectory.open({ deprovision })
      const { member, externalId } = await directory.member()
      const { id } = await directory.user({ externalId })
      // As Entra takes an assignment away, and gives it back.
      await directory.patch(`Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })
      expect(await state(member)).toBe(gone)
      expect((await server.signIn(member.handle)).status).toBe(401)
      await directory.patch(`Users/${id}`, { op: 'Replace', path: 'active', value: 'True' })
      expect(await state(member)).toBe(back)
      // As others delete, and announce anew.
      await directory.send('DELETE', `Users/${id}`)
      expect(await state(member)).toBe(gone)
      const again = await directory.user({ externalId })
      expect(again.id).not.toBe(id)
      expect(await state(member)).toBe(back)
      expect((await server.signIn(member.handle)).status).toBe(200)
    },
  )

  it('keep their handle when they are renamed, and their account when their id changes', async () => {
    const directory = await TestDirectory.open()
    const { member, externalId } = await directory.member()
    const { id } = await directory.user({ externalId })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { userName: 'new.name@example.org' } })
    await directory.patch(`Users/${id}`, { op: 'replace', path: 'externalId', value: 'other' })
    expect((await server.app.get(Accounts, { strict: false }).byDid(member.did as Did))?.handle).toBe(
      member.handle,
    )
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })
    expect(await state(member)).toBe('locked')
  })

  it('are not let in again by a directory that has not locked them out', async () => {
    const directory = await TestDirectory.open()
    const { member, externalId } = await directory.member()
    const api = new AdminApi(server)
    await api.post(`accounts/${member.did}/lock`, { reason: 'stolen' })
    const { id } = await directory.user({ externalId })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: true } })
    expect(await state(member)).toBe('locked')
  })

  it('are stopped when too many do: a mistake locks out 25 of 500, and an administrator decides', async () => {
    const directory = await TestDirectory.open()
    await server.sql(
      `INSERT INTO scim_user SELECT gen_random_uuid(), $1::uuid, 'mass' || n, 'mass' || n, true, '{}', NULL, 1, now(), now()
         FROM generate_series(1, 500) AS n`,
      [directory.connectionId],
    )
    const { json } = await directory.get('Users?count=60')
    const users = json.Resources as { id: string }[]
    const statuses: number[] = []
    for (const { id } of users) {
      statuses.push(
        (await directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })).status,
      )
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(25)
    expect(statuses.slice(25).every((status) => status === 429)).toBe(true)
    const inactive = encodeURIComponent('active eq false')
    expect((await directory.get(`Users?filter=${inactive}&count=0`)).json.totalResults).toBe(25)
    // Everything else goes on.
    expect(
      (await directory.patch(`Users/${users[59]!.id}`, { op: 'replace', value: { title: 'x' } })).status,
    ).toBe(200)
    const api = new AdminApi(server)
    const metrics = await server.request('GET', '/metrics')
    if (metrics.status === 200) expect(metrics.bytes.toString()).toMatch(/pds_scim_leavers_stopped 1/)
    const resumed = await api.post(`sso/connections/${directory.connectionId}/resume-leavers`, { passes: 2 })
    expect(resumed.status).toBe(204)
    const last = await directory.patch(`Users/${users[59]!.id}`, { op: 'replace', value: { active: false } })
    expect(last.status).toBe(200)
    const audit = (await api.get('audit?page[size]=20')).json.data as { action: string }[]
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['connection.stopLeavers', 'connection.resumeLeavers']),
    )
  })
})

describe('groups', () => {
  it('of ten thousand are filled and emptied', async () => {
    const directory = await TestDirectory.open()
    await server.sql(
      `INSERT INTO scim_user SELECT gen_random_uuid(), $1::uuid, 'g' || n, NULL, true, '{}', NULL, 1, now(), now()
         FROM generate_series(1, 10000) AS n`,
      [directory.connectionId],
    )
    const rows = await server.sql<{ id: string }>('SELECT id FROM scim_user WHERE connection_id = $1', [
      directory.connectionId,
    ])
    const members = rows.map(({ id: value }) => ({ value }))
    const group = (await directory.send('POST', 'Groups', { displayName: 'Everybody' })).json as {
      id: string
    }
    const path = `Groups/${group.id}`
    const added = await directory.patch(path, { op: 'Add', path: 'members', value: members })
    expect(added.status).toBe(200)
    expect((await directory.get(path)).json.members).toHaveLength(10_000)
    expect((await directory.get(`${path}?excludedAttributes=members`)).json).not.toHaveProperty('members')
    const one = members[0]!.value
    expect((await directory.patch(path, { op: 'remove', path: `members[value eq "${one}"]` })).status).toBe(
      200,
    )
    expect((await directory.get(path)).json.members).toHaveLength(9_999)
    expect((await directory.get(`Users/${members[1]!.value}`)).json).toMatchObject({
      groups: [{ value: group.id, display: 'Everybody' }],
    })
    await directory.patch(path, { op: 'Remove', path: 'members', value: members })
    expect((await directory.get(path)).json).not.toHaveProperty('members')
  })

  it('are renamed as Okta does it, and have members of their own directory only', async () => {
    const [directory, other] = [await TestDirectory.open(), await TestDirectory.open()]
    const stranger = await other.user()
    const own = await directory.user()
    const made = await directory.send('POST', 'Groups', { displayName: 'A', members: [{ value: own.id }] })
    const group = made.json as { id: string }
    expect([made.status, made.json.members]).toEqual([201, [expect.objectContaining({ value: own.id })]])
    const renamed = await directory.patch(`Groups/${group.id}`, {
      op: 'replace',
      value: { id: group.id, displayName: 'B' },
    })
    expect(renamed.json).toMatchObject({ displayName: 'B' })
    const bad = await directory.patch(
      `Groups/${group.id}`,
      { op: 'replace', path: 'displayName', value: 'C' },
      { op: 'add', path: 'members', value: [{ value: stranger.id }] },
    )
    expect(bad).toEqual(problem(400, 'invalidValue'))
    expect((await directory.get(`Groups/${group.id}`)).json).toMatchObject({ displayName: 'B' })
    expect(await other.get(`Groups/${group.id}`)).toEqual(problem(404))
    const filter = encodeURIComponent('displayName eq "b"')
    expect(
      (await directory.get(`Groups?filter=${filter}&excludedAttributes=members`)).json.totalResults,
    ).toBe(1)
    expect((await directory.send('DELETE', `Groups/${group.id}`)).status).toBe(204)
  })
})
