import { AdminApi, data, outcome } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { admin, type Answer, bearer, type Member, WholeServer } from '../support/whole-server.js'

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

const sessionsOf = async ({ did }: Member) => data(await api.get(`accounts/${did}/sessions`))
const auditOf = async ({ did }: Member, action: string) =>
  data(await api.get(`audit?filter[target]=${did}&filter[action]=${action}`))
/** What the member is shown, and from where it is said to have been done. */
const eventsOf = ({ did }: Member, kind: string) =>
  server.sql<{ details: object; ip: string | null }>(
    'SELECT details, ip FROM security_event WHERE did = $1 AND kind = $2 ORDER BY id',
    [did, kind],
  )
/** Whether an access token is accepted. */
const isGood = async (token: unknown) =>
  (await server.get('com.atproto.server.getSession', {}, bearer(String(token)))).status === 200
const appPassword = async (member: Member, name: string): Promise<Answer> => {
  const call = 'com.atproto.server.createAppPassword'
  const { json } = await server.post(call, { name }, bearer(member.accessJwt))
  return server.signIn(member.handle, String(json.password))
}
const letIn = ({ did }: Member, clientId: string) =>
  server.sql(
    `WITH allowed AS (INSERT INTO oauth_consent (did, client_id, scope, given_at) VALUES ($1, $2, 'atproto', now()))
     INSERT INTO oauth_session (id, did, client_id, device_id, scope, dpop_thumbprint, client_auth,
                                created_at, used_at, expires_at)
     VALUES ($1 || $2, $1, $2, '', 'atproto', 'none', '{"method":"none"}', now(), now(), now() + interval '1 day')`,
    [did, clientId],
  )
const addPasskey = ({ did }: Member, name: string) =>
  server.sql(
    `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
     VALUES ($1 || $2, $1, $2, '', 0, '', false, now())`,
    [did, name],
  )

describe('one session', () => {
  it('ends by the id that the list shows, and no other does', async () => {
    const member = await server.signUp()
    const phone = await server.signIn(member.handle)
    const other = await server.signUp()
    const [latest, first] = await sessionsOf(member)
    const path = `sessions/${String(latest!.id)}`
    expect(outcome(await api.send('DELETE', `accounts/${other.did}/${path}`))).toEqual([404, 'not_found'])
    expect(outcome(await api.send('DELETE', `accounts/${member.did}/${path}`))).toEqual([204, undefined])
    await eventually(async () => !(await isGood(phone.json.accessJwt)))
    expect(await isGood(member.accessJwt)).toBe(true)
    expect(await sessionsOf(member)).toEqual([first])
    expect(outcome(await api.send('DELETE', `accounts/${member.did}/${path}`))).toEqual([404, 'not_found'])
    expect(await auditOf(member, 'account.endSession')).toMatchObject([{ before: { id: latest!.id } }])
    expect(await eventsOf(member, 'session-revoked')).toEqual([{ details: { what: 'session' }, ip: null }])
  })

  it('is as well that of an application', async () => {
    const member = await server.signUp()
    await letIn(member, 'https://app.example.com/client.json')
    const found = (await sessionsOf(member)).find(({ kind }) => kind === 'application')!
    expect(
      (await api.send('DELETE', `accounts/${member.did}/sessions/${encodeURIComponent(String(found.id))}`))
        .status,
    ).toBe(204)
    expect(data(await api.get(`accounts/${member.did}/oauth-grants`))).toEqual([])
    expect(await isGood(member.accessJwt)).toBe(true)
  })

  it('is not shown by an id that signs anybody in', async () => {
    const member = await server.signUp()
    const refresh = 'com.atproto.server.refreshSession'
    for (const { id } of await sessionsOf(member)) {
      expect(await isGood(id)).toBe(false)
      expect((await server.post(refresh, undefined, bearer(String(id)))).status).toBe(400)
    }
  })
})

describe('all at once', () => {
  it('are app passwords taken back, with what they opened and nothing else', async () => {
    const member = await server.signUp()
    const [phone, reader] = [await appPassword(member, 'phone'), await appPassword(member, 'reader')]
    expect([phone.status, reader.status]).toEqual([200, 200])
    const path = `accounts/${member.did}/app-passwords`
    expect((await api.post(`${path}/revoke-all`, { reason: 'lost' })).status).toBe(204)
    expect(data(await api.get(path))).toEqual([])
    for (const { json } of [phone, reader]) await eventually(async () => !(await isGood(json.accessJwt)))
    expect(await isGood(member.accessJwt)).toBe(true)
    expect(await auditOf(member, 'account.revokeAppPasswords')).toMatchObject([
      { reason: 'lost', before: { appPasswords: 2 } },
    ])
    const events = await eventsOf(member, 'app-password-removed')
    expect(events.map(({ ip }) => ip)).toEqual([null, null])
  })

  it('are applications sent away, which have to ask anew', async () => {
    const member = await server.signUp()
    for (const name of ['one', 'two']) await letIn(member, `https://${name}.example.com/client.json`)
    const path = `accounts/${member.did}/oauth-grants`
    expect((await api.post(`${path}/revoke-all`, { reason: 'why' })).status).toBe(204)
    expect(data(await api.get(path))).toEqual([])
    expect(await server.sql('SELECT FROM oauth_consent WHERE did = $1', [member.did])).toEqual([])
    expect(await isGood(member.accessJwt)).toBe(true)
    expect(await auditOf(member, 'account.endGrants')).toMatchObject([{ reason: 'why' }])
  })

  it('are passkeys removed, with recovery codes that stand in for nothing any more', async () => {
    const member = await server.signUp()
    const path = `accounts/${member.did}/passkeys/revoke-all`
    expect(outcome(await api.post(path, {}))).toEqual([404, 'not_found'])
    for (const name of ['one', 'two']) await addPasskey(member, name)
    await server.sql(`INSERT INTO recovery_code (did, hash) VALUES ($1, '\\x01')`, [member.did])
    expect((await api.post(path, { reason: 'stolen' })).status).toBe(204)
    const { json } = await api.get(`accounts/${member.did}/factors`)
    expect(json).toEqual({ passkeys: [], recoveryCodesLeft: 0 })
    expect(await auditOf(member, 'account.removePasskeys')).toMatchObject([
      { reason: 'stolen', before: { passkeys: 2 } },
    ])
    const events = await eventsOf(member, 'factor-removed')
    expect(events).toEqual(['one', 'two'].map((name) => ({ details: { factor: 'passkey', name }, ip: null })))
  })

  it('takes the rank and the permission', async () => {
    const [owner, desk] = [await server.signUp(), await server.signUp()]
    await api.assign(owner.did, 'owner')
    await api.assign(desk.did, 'help-desk')
    const theirs = await api.signedIn(desk.did)
    for (const kind of ['oauth-grants', 'app-passwords'])
      expect(outcome(await theirs.post(`accounts/${owner.did}/${kind}/revoke-all`, {}))).toEqual([
        403,
        'outranked',
      ])
    const { did } = await server.signUp()
    expect(outcome(await theirs.post(`accounts/${did}/passkeys/revoke-all`, {}))).toEqual([
      403,
      'permission_denied',
    ])
    expect(
      (await server.request('POST', `/admin/v1/accounts/${did}/app-passwords/revoke-all`, admin)).status,
    ).toBe(204)
  })
})
