import { com } from '@guildhall/lexicon'
import { AdminApi } from '../support/admin-api.js'
import { refused } from '../support/refused.js'
import { admin, bearer, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount, createInviteCode, createInviteCodes, describeServer, getSession } = com.atproto.server
const { resolveHandle } = com.atproto.identity
const START_MAX_MS = 60_000
const CROWD_MAX_MS = 240_000

let server: WholeServer
let count = 0
beforeAll(async () => {
  // A busy machine is no reason to turn somebody away: what is asked here is who wins.
  server = await WholeServer.start({
    PDS_DATABASE_CONNECT_TIMEOUT_MS: String(CROWD_MAX_MS),
    PDS_ID_RESOLVER_TIMEOUT: String(CROWD_MAX_MS),
  })
}, START_MAX_MS)
afterAll(() => server?.close())

const wanted = (more: object = {}) => {
  const name = `newcomer${++count}`
  return { handle: `${name}.test`, email: `${name}@example.com`, password: PASSWORD, ...more }
}
const signUp = (more: object = {}, headers = {}, at = server) =>
  at.post(createAccount.nsid, wanted(more), headers)

describe('signing up', () => {
  it('makes an account with an identity, a repository and a session', async () => {
    const { status, json } = await signUp({ handle: 'Alice.TEST', email: 'Alice@Example.com' })
    expect(status).toBe(200)
    const did = json.did as string
    expect(did).toMatch(/^did:plc:[a-z2-7]{24}$/)
    expect(json).toMatchObject({
      handle: 'alice.test',
      didDoc: { id: did, alsoKnownAs: ['at://alice.test'], service: [{ serviceEndpoint: server.url }] },
    })
    const session = await server.get(getSession.nsid, {}, bearer(json.accessJwt as string))
    expect(session.json).toMatchObject({
      did,
      handle: 'alice.test',
      email: 'alice@example.com',
      active: true,
    })
    expect(await server.get(resolveHandle.nsid, { handle: 'alice.test' })).toMatchObject({ json: { did } })
    const latest = await server.get(com.atproto.sync.getLatestCommit.nsid, { did })
    expect(latest).toMatchObject({ status: 200, json: { cid: expect.any(String), rev: expect.any(String) } })
    const directory = await server.request('GET', `/plc/${did}`)
    expect(directory.json).toMatchObject({ id: did, alsoKnownAs: ['at://alice.test'] })
    const { json: wellKnown } = await server.request('GET', '/xrpc/_health')
    expect(wellKnown).toEqual({ version: expect.any(String) })
  })

  it('proves the handle at its own host', async () => {
    const { json } = await signUp({ handle: 'proven.test' })
    const answer = await server.request('GET', '/.well-known/atproto-did', { host: 'proven.test' })
    expect(answer).toMatchObject({ status: 200, bytes: Buffer.from(json.did as string) })
    expect((await server.request('GET', '/.well-known/atproto-did', { host: 'nobody.test' })).status).toBe(
      404,
    )
  })

  it('puts the recovery key of the owner first', async () => {
    const recoveryKey = 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF'
    const { json } = await signUp({ recoveryKey })
    const { json: data } = await server.request('GET', `/plc/${json.did as string}/data`)
    expect(data.rotationKeys).toEqual([recoveryKey, expect.stringMatching(/^did:key:/)])
  })

  it.each([
    ['no password', { password: undefined }, 'InvalidPassword'],
    ['a short password', { password: 'short' }, 'InvalidPassword'],
    ['a long password', { password: 'x'.repeat(257) }, 'InvalidRequest'],
    ['no address', { email: undefined }, 'InvalidRequest'],
    ['a malformed address', { email: 'not an address' }, 'InvalidRequest'],
    ['a throw-away address', { email: 'somebody@mailinator.com' }, 'InvalidRequest'],
    ['a handle that is none', { handle: 'not a handle' }, 'InvalidRequest'],
    ['a handle of a forbidden domain', { handle: 'somebody.local' }, 'InvalidHandle'],
    ['a short handle', { handle: 'ab.test' }, 'InvalidHandle'],
    ['a long handle', { handle: `${'a'.repeat(19)}.test` }, 'InvalidHandle'],
    ['a handle with more labels', { handle: 'some.body.test' }, 'InvalidHandle'],
    ['a reserved handle', { handle: 'admin.test' }, 'HandleNotAvailable'],
    ['a handle of a foreign domain', { handle: 'somebody.example.com' }, 'UnsupportedDomain'],
    ['a recovery key that is none', { recoveryKey: 'did:key:nonsense' }, 'InvalidRequest'],
    ['an operation of its own', { plcOp: {} }, 'InvalidRequest'],
  ])('is refused with %s, and leaves nothing', async (_what, more, error) => {
    const before = await server.sql('SELECT did FROM account UNION ALL SELECT did FROM account_draft')
    expect(await signUp(more)).toEqual(refused(400, error))
    expect(await server.sql('SELECT did FROM account UNION ALL SELECT did FROM account_draft')).toEqual(
      before,
    )
  })

  it('is for so many a day whom nobody has invited, which administrators say while the server runs', async () => {
    const api = new AdminApi(server)
    const limit = (count: number | null) =>
      api.send('PUT', 'settings/sign-up', { values: { PDS_SIGN_UP_DAILY_LIMIT: count } })
    const attention = async () =>
      ((await api.get('overview')).json.attention as { code: string }[]).filter(
        ({ code }) => code === 'sign_ups_at_limit',
      )
    expect((await limit(2)).status).toBe(200)
    try {
      expect((await signUp({ handle: 'no handle' })).status).toBe(400)
      const answers = await Promise.all(Array.from({ length: 6 }, () => signUp()))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(2)
      expect(answers.filter(({ status }) => status !== 200)).toEqual(
        Array.from({ length: 4 }, () => refused(429, 'SignUpLimitReached')),
      )
      expect(await server.sql('SELECT did FROM account_draft')).toEqual([])
      expect(await attention()).toMatchObject([{ count: 2 }])
      const { json } = await api.post('invites', {})
      const [{ codes }] = json.data as [{ codes: [string] }]
      expect((await signUp({ inviteCode: codes[0] })).status).toBe(200)
      expect((await api.post('accounts', { handle: 'made.test', email: 'made@example.com' })).status).toBe(
        201,
      )
      expect((await limit(3)).status).toBe(200)
      expect([await attention(), (await signUp()).status]).toEqual([[], 200])
    } finally {
      expect((await limit(null)).status).toBe(200)
    }
    expect((await signUp()).status).toBe(200)
  })

  it('is refused where handle or address are taken, in any case', async () => {
    const { handle, email } = await server.signUp()
    const handles = refused(400, 'HandleNotAvailable', `Handle already taken: ${handle}`)
    expect(await signUp({ handle: handle.toUpperCase() })).toEqual(handles)
    const addresses = refused(400, 'InvalidRequest', `Email already taken: ${email}`)
    expect(await signUp({ email: email.toUpperCase() })).toEqual(addresses)
  })

  it(
    'gives a handle to one of a thousand who want it at once, and leaves nothing of the others',
    async () => {
      const before = await server.sql<{ did: string }>('SELECT did FROM plc_operation')
      const answers = await Promise.all(
        Array.from({ length: 1_000 }, () => signUp({ handle: 'wanted.test' })),
      )
      const outcomes = answers.map(({ status, json }) => [status, json.error, json.message].join(' ').trim())
      expect(new Set(outcomes)).toEqual(
        new Set(['200', '400 HandleNotAvailable Handle already taken: wanted.test']),
      )
      expect(outcomes.filter((outcome) => outcome === '200')).toHaveLength(1)
      expect(await server.sql('SELECT did FROM account_draft')).toEqual([])
      expect(await server.sql("SELECT did FROM account WHERE handle = 'wanted.test'")).toHaveLength(1)
      expect(
        await server.sql('SELECT did FROM signing_key WHERE did NOT IN (SELECT did FROM account)'),
      ).toEqual([])
      // Only the winner was ever published.
      expect(await server.sql('SELECT did FROM plc_operation')).toHaveLength(before.length + 1)
    },
    CROWD_MAX_MS,
  )

  it("with a DID takes a proof that it is one's own", async () => {
    const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
    expect(await signUp({ did })).toEqual(
      refused(401, 'AuthenticationRequired', `Missing auth to create account with did: ${did}`),
    )
  })
})

describe('signing up by invitation', () => {
  let invited: WholeServer
  beforeAll(async () => {
    invited = await WholeServer.start({ PDS_INVITE_REQUIRED: 'true' })
  }, START_MAX_MS)
  afterAll(() => invited?.close())
  const newCode = async (useCount: number) => {
    const { json } = await invited.post(createInviteCode.nsid, { useCount }, admin)
    return json.code as string
  }

  it('is announced', async () => {
    expect((await invited.get(describeServer.nsid)).json).toMatchObject({ inviteCodeRequired: true })
    expect((await server.get(describeServer.nsid)).json).toMatchObject({ inviteCodeRequired: false })
  })

  it('takes a code, as often as the code may be used', async () => {
    const inviteCode = await newCode(2)
    expect(await signUp({ inviteCode }, {}, invited)).toMatchObject({ status: 200 })
    expect(await signUp({ inviteCode }, {}, invited)).toMatchObject({ status: 200 })
    expect(await signUp({ inviteCode }, {}, invited)).toEqual(refused(400, 'InvalidInviteCode'))
  })

  it.each(['byAdministrator', 'byOrganization', 'requester', 'agreement'])(
    'takes nobody’s own word for who vouches for them: %s',
    async (field) => {
      const said =
        field === 'requester' ? { requester: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' } : { [field]: true }
      expect(await signUp(said, {}, invited)).toEqual(refused(400, 'InvalidInviteCode'))
    },
  )

  it('takes no code that was never given out, and asks for one', async () => {
    expect(await signUp({}, {}, invited)).toEqual(
      refused(400, 'InvalidInviteCode', 'No invite code provided'),
    )
    expect(await signUp({ inviteCode: 'localhost-aaaaa-aaaaa' }, {}, invited)).toEqual(
      refused(400, 'InvalidInviteCode', 'Provided invite code not available'),
    )
  })

  it('lets one in with the last use of a code, and frees what the others wanted', async () => {
    const inviteCode = await newCode(1)
    const answers = await Promise.all([1, 2, 3].map(() => signUp({ inviteCode }, {}, invited)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400])
    expect(await invited.sql('SELECT did FROM account_draft')).toEqual([])
  })

  it('takes a code for those only whom it is for, and as long as it is good', async () => {
    const api = new AdminApi(invited)
    const expiresAt = new Date(invited.clock.nowMs() + 3_600_000).toISOString()
    const terms = { emailPattern: '*@Example.net', handleDomain: 'test', accountClass: 'team', expiresAt }
    const made = await api.post('invites', { uses: 2, ...terms })
    const [{ codes }] = made.json.data as [{ codes: [string] }]
    const [inviteCode] = codes
    const other = await signUp({ inviteCode, email: 'ada@example.org' }, {}, invited)
    expect(other).toEqual(refused(400, 'InvalidInviteCode', 'This invite code is for another email address'))
    const { status, json } = await signUp({ inviteCode, email: 'ada@example.net' }, {}, invited)
    expect(status).toBe(200)
    expect((await api.get(`accounts/${String(json.did)}/facts`)).json).toEqual({ class: 'team', tags: [] })
    const [listed] = (await api.get('invites?filter[state]=open')).json.data as object[]
    expect(listed).toMatchObject({
      code: inviteCode,
      state: 'open',
      emailPattern: '*@example.net',
      expiresAt,
    })
    invited.clock.advance(3_600_000)
    const late = await signUp({ inviteCode, email: 'bob@example.net' }, {}, invited)
    expect(late).toEqual(refused(400, 'InvalidInviteCode', 'Provided invite code not available'))
  })

  it('takes codes that were sent by mail from whom they were sent to', async () => {
    const api = new AdminApi(invited)
    const before = (await api.get('invites/counts')).json as Record<string, number>
    const emails = ['Eve@example.net', 'eve@example.net', 'ada@example.net']
    const sent = await api.post('invites/send', { emails, language: 'de' })
    expect(sent).toMatchObject({ status: 201, json: { data: [{ outcome: 'sent' }, { outcome: 'member' }] } })
    const [{ code: inviteCode }] = sent.json.data as [{ code: string }]
    const again = await api.post('invites/send', { emails: ['eve@example.net'] })
    expect(again.json.data).toEqual([{ email: 'eve@example.net', outcome: 'invited' }])
    expect((await api.post(`invites/${inviteCode}/resend`)).status).toBe(204)
    const one = async () => ((await api.get('invites?page[size]=1')).json.data as object[])[0]
    const letter = { sentTo: 'eve@example.net', sentAt: expect.any(String) }
    expect(await one()).toMatchObject({ code: inviteCode, state: 'open', ...letter })
    expect((await signUp({ inviteCode }, {}, invited)).json).toMatchObject({ error: 'InvalidInviteCode' })
    const member = await signUp({ inviteCode, email: 'eve@example.net' }, {}, invited)
    expect(member.status).toBe(200)
    expect(await one()).toMatchObject({ state: 'used', uses: [{ usedBy: member.json.did }] })
    expect((await api.post(`invites/${inviteCode}/resend`)).json).toMatchObject({
      ...{ status: 409, code: 'invite_not_open' },
    })
    expect((await api.post('invites/no-code/resend')).status).toBe(404)
    const { sent: lettersSent, used } = (await api.get('invites/counts')).json as Record<string, number>
    expect([lettersSent! - before['sent']!, used! - before['used']!]).toEqual([1, 1])
  })

  it.each([
    ['send', { emails: ['nobody'] }, '/emails/0'],
    ['send', { emails: [] }, '/emails'],
    ['send', { emails: ['a@example.org'], language: 'xx' }, '/language'],
    ['send', { emails: ['a@example.org'], expiresAt: '2020-01-01T00:00:00Z' }, '/expiresAt'],
    ['', { emailPattern: 'nobody' }, '/emailPattern'],
    ['', { handleDomain: 'example.org' }, '/handleDomain'],
    ['', { accountClass: 'other' }, '/accountClass'],
    ['', { expiresAt: 'tomorrow' }, '/expiresAt'],
  ])('is not ordered like this: %s %j', async (path, body, at) => {
    const answer = await new AdminApi(invited).post(`invites/${path}`, body)
    expect(answer).toMatchObject({ status: 400, json: { code: 'invalid_request', errors: [{ at }] } })
  })

  it('hands out codes to administrators only', async () => {
    const member = await invited.signUp({ inviteCode: await newCode(1) })
    for (const headers of [{}, bearer(member.accessJwt), { authorization: 'Basic YWRtaW46d3Jvbmc=' }]) {
      const answer = await invited.post(createInviteCode.nsid, { useCount: 1 }, headers)
      expect(answer).toMatchObject({ status: expect.any(Number), json: { error: expect.any(String) } })
      expect([400, 401]).toContain(answer.status)
    }
  })

  it('makes codes in numbers, for accounts or for anybody', async () => {
    const order = { codeCount: 2, useCount: 1, forAccounts: ['did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'] }
    const { json } = await invited.post(createInviteCodes.nsid, order, admin)
    const [{ account, codes }] = json.codes as [{ account: string; codes: string[] }]
    expect(account).toBe(order.forAccounts[0])
    expect(new Set(codes).size).toBe(2)
    for (const code of codes) expect(code).toMatch(/^localhost-[a-z2-7]{5}-[a-z2-7]{5}$/)
  })
})
