import { randomUUID } from 'node:crypto'
import { AdminApi } from '../support/admin-api.js'
import { TestDirectory } from '../support/test-directory.js'
import { type Answer, WholeServer } from '../support/whole-server.js'

const USER = 'urn:ietf:params:scim:schemas:core:2.0:User'
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const START_MAX_MS = 60_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let server: WholeServer

beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
afterAll(() => server?.close())

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
    const directory = await TestDirectory.open(server)
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
    const directory = await TestDirectory.open(server)
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
    const directory = await TestDirectory.open(server)
    const { userName } = await directory.user({ externalId: 'x' })
    const again = { schemas: [USER], userName: String(userName).toUpperCase() }
    expect(await directory.send('POST', 'Users', again)).toEqual(problem(409, 'uniqueness'))
    const sameId = { schemas: [USER], userName: 'other', externalId: 'x' }
    expect(await directory.send('POST', 'Users', sameId)).toEqual(problem(409, 'uniqueness'))
    const elsewhere = await TestDirectory.open(server)
    expect((await elsewhere.send('POST', 'Users', sameId)).status).toBe(201)
  })

  it('of one directory are nobody to the token of another', async () => {
    const [ours, theirs] = [await TestDirectory.open(server), await TestDirectory.open(server)]
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
    const directory = await TestDirectory.open(server)
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
    const directory = await TestDirectory.open(server)
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
    const directory = await TestDirectory.open(server)
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
    const directory = await TestDirectory.open(server)
    const headers = { authorization: `Bearer ${directory.token}`, 'content-type': 'application/json' }
    expect(await server.request('POST', '/scim/v2/Users', headers, body)).toEqual(problem(status))
  })
})

describe('groups', () => {
  it('of ten thousand are filled and emptied', async () => {
    const directory = await TestDirectory.open(server)
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
    const [directory, other] = [await TestDirectory.open(server), await TestDirectory.open(server)]
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

describe('groups that the rules of a connection name', () => {
  const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
  const rules = (group: string, role = 'help-desk') => ({ policy: { roles: [{ group, role }] } })
  const world = async () => {
    const api = new AdminApi(server)
    const directory = await TestDirectory.open(server, { settings: { clientId: 'pds' } })
    const { member, externalId } = await directory.member()
    const { id } = await directory.user({ externalId })
    const path = `sso/connections/${directory.connectionId}`
    expect((await api.send('PATCH', path, rules('Helpers'))).status).toBe(200)
    const roleOf = async () => (await (await api.signedIn(member.did)).get('me')).json.role
    const group = async (...members: string[]) => {
      const wanted = {
        schemas: [GROUP],
        displayName: 'Helpers',
        members: members.map((value) => ({ value })),
      }
      return String((await directory.send('POST', 'Groups', wanted)).json.id)
    }
    return { api, directory, did: member.did, id, path, roleOf, group }
  }

  it('give roles at once, and take them away: by members, by name, and with the group', async () => {
    const { directory, id, roleOf, group } = await world()
    const groupId = await group(id)
    expect(await roleOf()).toBe('help-desk')
    await directory.patch(`Groups/${groupId}`, { op: 'remove', path: `members[value eq "${id}"]` })
    expect(await roleOf()).toBeUndefined()
    await directory.patch(`Groups/${groupId}`, { op: 'add', path: 'members', value: [{ value: id }] })
    expect(await roleOf()).toBe('help-desk')
    await directory.patch(`Groups/${groupId}`, { op: 'replace', path: 'displayName', value: 'Others' })
    expect(await roleOf()).toBeUndefined()
    await directory.patch(`Groups/${groupId}`, { op: 'replace', path: 'displayName', value: 'Helpers' })
    expect(await roleOf()).toBe('help-desk')
    expect((await directory.send('DELETE', `Groups/${groupId}`)).status).toBe(204)
    expect(await roleOf()).toBeUndefined()
  })

  it('are those of the directory, where it knows them, and not those of the last sign-in', async () => {
    const { api, did, id, path, directory, roleOf, group } = await world()
    await server.sql(
      `UPDATE external_identity SET claims = '{"groups": ["Helpers", "Chairs"]}' WHERE did = $1`,
      [did],
    )
    const groupId = await group(id)
    await directory.patch(`Groups/${groupId}`, { op: 'remove', path: 'members' })
    expect(await roleOf()).toBeUndefined()
    const preview = async (more: object) => (await api.post(`${path}/policy/preview`, more)).json
    expect(await preview(rules('Helpers'))).toMatchObject({ looked: 1, changed: 0, data: [] })
    expect(await preview(rules('Chairs', 'auditor'))).toMatchObject({
      ...{ looked: 1, changed: 1 },
      data: [{ did, before: [], after: [{ role: 'auditor' }] }],
    })
    const refused = await preview({ policy: { admission: { deniedGroups: ['Chairs'] } } })
    expect(refused).toMatchObject({
      changed: 1,
      data: [{ refused: expect.stringContaining('Chairs') as string }],
    })
    expect(await roleOf()).toBeUndefined()
    expect((await api.post(`${path}/policy/preview`, { policy: { roles: 1 } })).status).toBe(400)
  })
})

describe('tokens of directories', () => {
  it('are made, renewed and revoked by administrators, and end by themselves', async () => {
    const directory = await TestDirectory.open(server)
    const api = new AdminApi(server)
    const path = `sso/connections/${directory.connectionId}/scim-tokens`
    const expiresAt = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    const made = await api.post(path, { name: 'Entra', expiresAt })
    expect(made).toMatchObject({
      status: 201,
      json: { secret: expect.stringMatching(/^pdsscim_/) as unknown },
    })
    const works = async (token: unknown) =>
      (await server.request('GET', '/scim/v2/Users', { authorization: `Bearer ${String(token)}` })).status ===
      200
    const { id, secret } = made.json
    expect(await works(secret)).toBe(true)
    expect(await works(`${String(secret)}0`)).toBe(false)
    const renewed = (await api.post(`${path}/${String(id)}/rotate`, { overlapSeconds: 60 })).json.secret
    expect([await works(secret), await works(renewed)]).toEqual([true, true])
    server.clock.advance(MINUTE_MS + 1000)
    expect([await works(secret), await works(renewed)]).toEqual([false, true])
    expect((await api.post(`${path}/${String(id)}/revoke`)).status).toBe(204)
    expect(await works(renewed)).toBe(false)
    expect((await api.post(`${path}/${String(id)}/rotate`, {})).status).toBe(404)
    expect(JSON.stringify((await api.get(path)).json)).not.toContain('secret')
    const second = (await api.post(path, { name: 'Okta', expiresAt })).json.secret
    server.clock.advance(HOUR_MS)
    expect(await works(second)).toBe(false)
    expect((await api.post(path, { name: 'x', expiresAt: '2020-01-01T00:00:00Z' })).status).toBe(400)
    expect((await api.get(`sso/connections/${randomUUID()}/scim-tokens`)).status).toBe(404)
  })

  it('leave a trail of what they asked for, and of what was refused', async () => {
    const directory = await TestDirectory.open(server)
    const { id } = await directory.user()
    await directory.patch(`Users/${id}`, { op: 'replace', path: 'shoeSize', value: 1 })
    const { json } = await new AdminApi(server).get(
      `sso/scim-events?filter[connection]=${directory.connectionId}&page[size]=1&count=true`,
    )
    expect(json).toMatchObject({
      count: 2,
      data: [
        { action: 'PATCH Users', outcome: 'refused', resourceId: id, detail: expect.any(String) as unknown },
      ],
      page: { next: expect.any(String) as unknown },
    })
  })
})
