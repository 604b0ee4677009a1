import { AdminApi } from '../support/admin-api.js'
import { WholeServer } from '../support/whole-server.js'

const ROOT = 'sso/connections'
const DAY_MS = 24 * 60 * 60 * 1000
const REFUSED = [403, 'role_outranks']

type Json = Record<string, unknown>
type Role = Parameters<AdminApi['assign']>[1]

let server: WholeServer
let api: AdminApi
/** looks after connections, and may give no roles */
let keeper: AdminApi
/** may give roles below that of an admin */
let boss: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
  await member('owner')
  keeper = await member('identity-admin')
  boss = await member('admin')
})
afterAll(() => server?.close())

async function member(role: Role): Promise<AdminApi> {
  const { did } = await server.signUp()
  expect((await api.assign(did, role)).status).toBe(201)
  return api.signedIn(did)
}
const codeOf = ({ status, json }: { status: number; json: Json }) => [status, json.code]
const rulesOf = (...roles: Role[]) => ({ policy: { roles: roles.map((role) => ({ group: 'staff', role })) } })
const wanted = (...roles: Role[]) => ({
  ...{ name: 'Corp', issuer: 'http://localhost:9', settings: { clientId: 'us' } },
  ...rulesOf(...roles),
})
async function connection(...roles: Role[]): Promise<string> {
  const { status, json } = await api.post(ROOT, wanted(...roles))
  expect(status).toBe(201)
  return String(json.id)
}

describe('a connection that gives roles', () => {
  it('is made only by those who may give them by hand', async () => {
    expect(codeOf(await keeper.post(ROOT, wanted('owner')))).toEqual(REFUSED)
    expect(codeOf(await keeper.post(ROOT, wanted('help-desk')))).toEqual(REFUSED)
    expect(codeOf(await boss.post(ROOT, wanted('help-desk', 'owner')))).toEqual(REFUSED)
    expect((await boss.post(ROOT, wanted('help-desk'))).status).toBe(201)
    expect((await keeper.post(ROOT, wanted())).status).toBe(201)
  })

  it('gets no other rules and no other provider by others', async () => {
    const id = await connection('owner')
    for (const patch of [rulesOf(), { issuer: 'http://localhost:10' }, { settings: { clientId: 'me' } }])
      expect(codeOf(await boss.send('PATCH', `${ROOT}/${id}`, patch))).toEqual(REFUSED)
    expect(codeOf(await boss.post(`${ROOT}/${id}/rotate-secret`, { secret: 'a secret of mine' }))).toEqual(
      REFUSED,
    )
    expect(codeOf(await boss.post(`${ROOT}/${id}/enable`))).toEqual(REFUSED)
    expect(codeOf(await boss.send('DELETE', `${ROOT}/${id}`))).toEqual(REFUSED)
    expect((await api.get(`${ROOT}/${id}`)).json).toMatchObject(wanted('owner'))
  })

  it('is not made to give more than its keeper may give', async () => {
    const id = await connection('help-desk')
    expect(codeOf(await boss.send('PATCH', `${ROOT}/${id}`, rulesOf('help-desk', 'admin')))).toEqual(REFUSED)
    expect((await boss.send('PATCH', `${ROOT}/${id}`, rulesOf('moderator'))).status).toBe(200)
    expect(codeOf(await keeper.send('PATCH', `${ROOT}/${id}`, rulesOf()))).toEqual(REFUSED)
  })

  it('hears of groups from no directory of others', async () => {
    const id = await connection('owner')
    const expiresAt = new Date(server.clock.nowMs() + DAY_MS).toISOString()
    const token = { name: 'directory', expiresAt }
    expect(codeOf(await boss.post(`${ROOT}/${id}/scim-tokens`, token))).toEqual(REFUSED)
    const made = await api.post(`${ROOT}/${id}/scim-tokens`, token)
    expect(made.status).toBe(201)
    const path = `${ROOT}/${id}/scim-tokens/${String(made.json.id)}`
    expect(codeOf(await boss.post(`${path}/rotate`, {}))).toEqual(REFUSED)
    expect((await boss.post(`${path}/revoke`)).status).toBe(204)
  })

  it('is not given another provider by whoever ranks below somebody who signs in with it', async () => {
    const id = await connection()
    const { did } = await server.signUp()
    const link = { connection: id, did, subject: 'chief', reason: 'Asked in person' }
    expect((await api.post('identities', link)).status).toBe(204)
    const away = { issuer: 'http://localhost:10' }
    expect((await keeper.send('PATCH', `${ROOT}/${id}`, away)).status).toBe(200)
    expect((await api.assign(did, 'owner')).status).toBe(201)
    for (const patch of [{ issuer: 'http://localhost:11' }, { settings: { clientId: 'me' } }])
      expect(codeOf(await keeper.send('PATCH', `${ROOT}/${id}`, patch))).toEqual(REFUSED)
    expect((await keeper.send('PATCH', `${ROOT}/${id}`, { name: 'Company' })).status).toBe(200)
    expect((await api.get(`${ROOT}/${id}`)).json).toMatchObject({ ...away, name: 'Company' })
    expect((await api.send('PATCH', `${ROOT}/${id}`, { issuer: 'http://localhost:12' })).status).toBe(200)
  })

  it('can be stopped by everybody who looks after connections', async () => {
    const id = await connection('owner')
    expect((await api.post(`${ROOT}/${id}/rotate-secret`, { secret: 'a secret' })).status).toBe(204)
    expect((await api.post(`${ROOT}/${id}/enable`)).status).toBe(200)
    expect((await keeper.post(`${ROOT}/${id}/disable`)).json).toMatchObject({ status: 'disabled' })
  })

  it('tells the audit who has tried', async () => {
    const id = await connection('owner')
    await keeper.send('PATCH', `${ROOT}/${id}`, { name: 'Mine' })
    const { json } = await api.get(`audit?filter[target]=${id}&filter[outcome]=denied`)
    expect(json.data).toMatchObject([
      {
        action: 'roles.assign',
        outcome: 'denied',
        target: { type: 'connection', id },
        after: { role: 'owner' },
      },
    ])
  })
})
