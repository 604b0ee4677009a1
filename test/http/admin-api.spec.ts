import { LastSeen } from '../../src/account/index.js'
import { AdminApi } from '../support/admin-api.js'
import { type Answer, admin, type Member, WholeServer } from '../support/whole-server.js'

let server: WholeServer
let alice: Member
let bob: Member

const get = (path: string, headers: Record<string, string> = admin): Promise<Answer> =>
  server.request('GET', `/admin/v1/${path}`, headers)
const post = (path: string, body?: object, headers: Record<string, string> = admin): Promise<Answer> =>
  server.request(
    'POST',
    `/admin/v1/${path}`,
    { ...(body && { 'content-type': 'application/json' }), ...headers },
    body && JSON.stringify(body),
  )
const entries = (answer: Answer) => answer.json.data as Record<string, unknown>[]

/** A cursor that no list has given out. */
const cursor = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url')

beforeAll(async () => {
  server = await WholeServer.start()
  alice = await server.signUp({ handle: 'alice.test', email: 'alice@example.com' })
  bob = await server.signUp({ handle: 'bob.test', email: 'bob@example.org' })
})
afterAll(() => server?.close())

describe('whoever asks', () => {
  it('has to say who they are', async () => {
    const { status, json, headers } = await get('me', {})
    expect(status).toBe(401)
    expect(headers['content-type']).toMatch('application/problem+json')
    expect(headers['www-authenticate']).toBe('Basic realm="admin"')
    expect(json).toMatchObject({
      status: 401,
      code: 'authentication_required',
      requestId: expect.any(String),
    })
  })

  it('is told what they may do', async () => {
    const { status, json } = await get('me')
    expect(status).toBe(200)
    expect(json).toMatchObject({ type: 'password', role: 'owner', priority: 100 })
  })
})

describe('accounts', () => {
  it('are listed, the latest first', async () => {
    const answer = await get('accounts?count=true')
    expect(answer.status).toBe(200)
    expect(entries(answer).map(({ handle }) => handle)).toEqual(['bob.test', 'alice.test'])
    expect(answer.json).toMatchObject({ count: 2, page: { size: 50 } })
  })

  it('are paged forwards and backwards', async () => {
    const first = await get('accounts?sort=handle&page[size]=1')
    const { next } = first.json.page as { next: string }
    expect(entries(first)[0]!.handle).toBe('alice.test')
    const second = await get(`accounts?sort=handle&page[size]=1&page[after]=${next}`)
    const { prev, next: none } = second.json.page as { prev: string; next?: string }
    expect(entries(second)[0]!.handle).toBe('bob.test')
    expect(none).toBeUndefined()
    const back = await get(`accounts?sort=handle&page[size]=1&page[before]=${prev}`)
    expect(entries(back)[0]!.handle).toBe('alice.test')
    expect(back.json.page).not.toHaveProperty('prev')
  })

  it.each([
    ['q=lice', ['alice.test']],
    ['q=EXAMPLE.org', ['bob.test']],
    ['q=al', ['alice.test']],
    ['q=%25', []],
    ['filter[domain]=test', ['bob.test', 'alice.test']],
    ['filter[domain]=est', []],
    ['filter[state]=locked', []],
    ['filter[createdAfter]=2100-01-01T00:00:00Z', []],
    ['filter[emailConfirmed]=true', []],
  ])('are found by %s', async (query, expected) => {
    const answer = await get(`accounts?${query}`)
    expect([answer.status, answer.json.detail]).toEqual([200, undefined])
    expect(entries(answer).map(({ handle }) => handle)).toEqual(expected)
  })

  it.each([
    ['sort=status', 'sort_not_supported'],
    ['filter[state]=sad', 'invalid_request'],
    ['filter[colour]=red', 'invalid_request'],
    ['page[size]=0', 'invalid_request'],
    ['page[after]=x', 'invalid_cursor'],
    [`page[after]=${cursor('-createdAt', 'never', 'did:plc:a')}`, 'invalid_cursor'],
    [`page[after]=${cursor('-createdAt', '2026-02-30T00:00:00.000000Z', 'did:plc:a')}`, 'invalid_cursor'],
    [`page[after]=${cursor('createdAt', '2026-02-01T00:00:00.000000Z', 'did:plc:a')}`, 'invalid_cursor'],
    ['filter[createdAfter]=-271821-04-20T00:00:00.000Z', 'invalid_request'],
    ['q=a&q=b', 'invalid_request'],
    ['surprise=1', 'invalid_request'],
  ])('are not found by %s', async (query, code) => {
    const { status, json } = await get(`accounts?${query}`)
    expect({ status, code: json.code }).toEqual({ status: 400, code })
  })

  it('are found by what is known of them besides', async () => {
    const { did } = bob
    await new AdminApi(server).send('PATCH', `accounts/${did}/tags`, { tags: ['board'] })
    await new AdminApi(server).send('PATCH', `accounts/${did}/class`, { class: 'service' })
    await server.sql(
      `INSERT INTO withheld_repo VALUES ('https://relay.example.com', $1, 'throttled', now())`,
      [did],
    )
    await server.app.get(LastSeen, { strict: false }).write()
    const connection = '00000000-0000-7000-8000-000000000000'
    const found = async (query: string) => entries(await get(`accounts?${query}`)).map(({ handle }) => handle)
    for (const query of ['tag]=Board', 'class]=service', 'throttled]=true'])
      expect(await found(`filter[${query}`)).toEqual(['bob.test'])
    expect(await found('filter[throttled]=false')).toEqual(['alice.test'])
    for (const query of ['lastSeenAfter]=2020-01-01T00:00:00Z', 'hasMfa]=false'])
      expect(await found(`filter[${query}`)).toEqual(['bob.test', 'alice.test'])
    for (const query of ['role]=owner', `connection]=${connection}`, 'lastSeenBefore]=2020-01-01T00:00:00Z'])
      expect(await found(`filter[${query}`)).toEqual([])
    for (const query of ['connection]=corp', 'class]=robot', 'hasMfa]=maybe'])
      expect((await get(`accounts?filter[${query}`)).json.code).toBe('invalid_request')
    await server.sql('DELETE FROM withheld_repo')
  })

  it('are found by nothing that whoever asks may not see of them', async () => {
    const { did } = await server.signUp()
    const api = new AdminApi(server)
    await api.assign(did, 'moderator')
    const moderator = await api.signedIn(did)
    const listed = (await get('accounts')).json.data as { did: string; lastSeenAt?: string }[]
    expect(listed.find((one) => one.did === did)).toMatchObject({
      ...{ lastSeenAt: expect.any(String), domain: 'test', roles: ['moderator'], secondFactor: 'none' },
    })
    expect((await get(`accounts/${did}`)).json).toMatchObject({ lastSeenAt: expect.any(String) })
    expect((await moderator.get(`accounts/${did}`)).json).not.toHaveProperty('lastSeenAt')
    const seen = JSON.stringify((await moderator.get('accounts')).json)
    expect(seen).toContain('"domain":"test"')
    for (const field of ['lastSeenAt', 'roles', 'secondFactor']) expect(seen).not.toContain(`"${field}"`)
    for (const query of ['role]=owner', 'hasMfa]=true', 'lastSeenBefore]=2020-01-01T00:00:00Z'])
      expect((await moderator.get(`accounts?filter[${query}`)).json.code).toBe('permission_denied')
    expect((await moderator.get('accounts?sort=email')).json.code).toBe('permission_denied')
    expect((await moderator.get('accounts?filter[tag]=board')).status).toBe(200)
    await server.sql('DELETE FROM admin_role_assignment WHERE did = $1', [did])
    await server.sql('DELETE FROM account WHERE did = $1', [did])
  })

  it('are shown with a tag, and changed by whoever has seen them as they are', async () => {
    const { json, headers } = await get(`accounts/${alice.did}`)
    expect(json).toMatchObject({ did: alice.did, email: 'alice@example.com', state: 'active' })
    const patch = (tag: string, body: object) =>
      server.app.inject({
        method: 'PATCH',
        url: `/admin/v1/accounts/${alice.did}`,
        headers: { ...admin, 'content-type': 'application/json', 'if-match': tag },
        payload: JSON.stringify(body),
      })
    const changed = await patch(headers.etag!, { email: 'alice@example.net' })
    expect([changed.statusCode, changed.json().email]).toEqual([200, 'alice@example.net'])
    const late = await patch(headers.etag!, { email: 'alice@example.com' })
    expect([late.statusCode, late.json().code]).toEqual([412, 'precondition_failed'])
    const strange = await patch('*', { colour: 'red' })
    expect([strange.statusCode, strange.json().errors]).toEqual([
      400,
      [{ at: '/colour', message: expect.any(String) }],
    ])
  })

  describe('are known to the organization', () => {
    const patch = (what: string, body: object, headers: Record<string, string> = {}) =>
      new AdminApi(server).send('PATCH', `accounts/${alice.did}/${what}`, body, headers)

    it('by what administrators say of them, one thing at a time', async () => {
      expect((await get(`accounts/${alice.did}/facts`)).json).toEqual({ tags: [] })
      await patch('class', { class: 'team' })
      await patch('note', { note: 'Rings on Mondays.' })
      await patch('tags', { tags: ['Press', 'board:2026', 'press'] })
      const { json } = await patch('quota', { quotaBytes: 7_000 })
      const tags = ['board:2026', 'press']
      expect(json).toEqual({ class: 'team', note: 'Rings on Mondays.', tags, quotaBytes: 7_000 })
      expect((await get(`accounts/${alice.did}/facts`)).json).toEqual(json)
      expect((await get(`accounts/${alice.did}/blobs`)).json.quotaBytes).toBe(7_000)
    })

    it('until it is taken back, and only to whoever has seen it as it is', async () => {
      const { headers } = await get(`accounts/${alice.did}/facts`)
      const match = { 'if-match': headers.etag! }
      expect((await patch('class', { class: null }, match)).json.class).toBeUndefined()
      expect((await patch('note', { note: null }, match)).json.code).toBe('precondition_failed')
      await patch('note', { note: null })
      await patch('tags', { tags: [] })
      expect((await patch('quota', { quotaBytes: null })).json).toEqual({ tags: [] })
    })

    it('without what the audit must not keep', async () => {
      const { json } = await get(`audit?filter[target]=${alice.did}&filter[action]=account.note`)
      expect(JSON.stringify(json)).not.toContain('Mondays')
      expect(json.data).toMatchObject([{ after: { noteLength: 0 } }, { after: { noteLength: 17 } }])
    })

    it.each([
      ['class', {}],
      ['class', { class: 'robot' }],
      ['note', { note: 'x'.repeat(4_001) }],
      ['note', { note: 'a\0b' }],
      ['tags', { tags: 'press' }],
      ['tags', { tags: ['two words'] }],
      ['tags', { tags: Array.from({ length: 21 }, (_, n) => `tag${n}`) }],
      ['quota', { quotaBytes: -1 }],
      ['quota', { quotaBytes: 1.5 }],
      ['quota', {}],
    ])('by no %s such as %j', async (what, body) => {
      const { status, json } = await patch(what, body)
      expect([status, json.code]).toEqual([400, 'invalid_request'])
    })
  })

  it.each([
    ['lock', { reason: 'a lost phone' }, 'locked'],
    ['unlock', {}, 'active'],
    ['suspend', { ref: 'case 1', reason: 'why' }, 'suspended'],
    ['unsuspend', {}, 'active'],
    ['takedown', { ref: 'case 2' }, 'takendown'],
    ['restore', {}, 'active'],
    ['deactivate', {}, 'deactivated'],
    ['activate', {}, 'active'],
  ])('obey %s', async (verb, body, state) => {
    const { status, json } = await post(`accounts/${bob.did}/${verb}`, body)
    expect([status, json.state]).toEqual([200, state])
    const audit = await get(`audit?filter[target]=${bob.did}&filter[outcome]=done`)
    const command = verb === 'takedown' ? 'takeDown' : verb === 'unsuspend' ? 'restore' : verb
    expect(entries(audit)[0]).toMatchObject({ action: `account.${command}`, after: { state } })
  })

  it('are made and deleted', async () => {
    const made = await post('accounts', { handle: 'carol.test', email: 'carol@example.com' })
    expect([made.status, made.json.handle]).toEqual([201, 'carol.test'])
    const gone = await post(`accounts/${String(made.json.did)}/delete`, { reason: 'a trial' })
    expect(gone.status).toBe(204)
    expect((await get(`accounts/${String(made.json.did)}`)).status).toBe(404)
  })
})

describe('what belongs to an account', () => {
  const look = (what: string) => get(`accounts/${alice.did}/${what}`)

  it('is shown', async () => {
    const sessions = entries(await look('sessions'))
    expect(sessions).toEqual([expect.objectContaining({ kind: 'password', openedAt: expect.any(String) })])
    const bearer = { authorization: `Bearer ${alice.accessJwt}` }
    await server.post('com.atproto.server.createAppPassword', { name: 'an app' }, bearer)
    expect(entries(await look('app-passwords'))).toEqual([expect.objectContaining({ name: 'an app' })])
    expect((await look('invites')).json).toEqual({ data: [] })
    expect((await look('repo-stats')).json).toMatchObject({
      activated: true,
      validDid: true,
      indexedRecords: 0,
    })
    expect((await look('blobs')).json).toMatchObject({ stored: { bytes: 0, count: 0 } })
    expect((await look('identity')).json).toMatchObject({ alsoKnownAs: ['at://alice.test'] })
  })

  it('is with which people of organizations one signs in, and who is found by that', async () => {
    const identity = { connection: '00000000-0000-7000-8000-000000000001', subject: 'ada' }
    await server.sql(
      `INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
       VALUES ($1, $2, $3, 'https://login.example.com', '{}', 'member', now())`,
      [identity.connection, identity.subject, alice.did],
    )
    expect(entries(await look('identities'))).toEqual([expect.objectContaining(identity)])
    const find = (connection: string, subject: string) =>
      get(`identities/lookup?connection=${connection}&subject=${subject}`)
    expect((await find(identity.connection, 'ada')).json).toMatchObject({ did: alice.did, ...identity })
    expect((await find(identity.connection, 'bob')).status).toBe(404)
    expect((await find('none', 'ada')).json).toMatchObject({ errors: [{ at: '/connection' }] })
  })

  it('is what there is besides the password', async () => {
    expect((await look('oauth-grants')).json).toEqual({ data: [] })
    await server.sql(
      `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
       VALUES ('key', $1, 'A key', '', 0, '', false, now())`,
      [alice.did],
    )
    expect((await look('factors')).json).toMatchObject({
      passkeys: [{ id: 'key', name: 'A key', isSynced: false }],
      recoveryCodesLeft: 0,
    })
    expect((await post(`accounts/${alice.did}/reset-mfa`, { reason: 'lost it' })).status).toBe(204)
    expect((await look('factors')).json).toEqual({ passkeys: [], recoveryCodesLeft: 0 })
    expect((await post(`accounts/${alice.did}/reset-mfa`, {})).status).toBe(404)
  })

  it('has a history', async () => {
    await post(`accounts/${alice.did}/lock`, { reason: 'why' })
    await post(`accounts/${alice.did}/unlock`, {})
    const [unlocked, locked] = entries(await look('history'))
    expect([unlocked, locked]).toEqual([
      expect.objectContaining({ command: 'unlock', actor: 'administrator', state: 'active' }),
      expect.objectContaining({ command: 'lock', reason: 'why', formerState: 'active' }),
    ])
  })

  it('ends', async () => {
    expect(
      (await server.request('POST', `/admin/v1/accounts/${alice.did}/sessions/revoke-all`, admin)).status,
    ).toBe(204)
    expect(entries(await look('sessions'))).toEqual([])
  })
})
