import { ModulesContainer } from '@nestjs/core'
import { findRoutes } from '../../src/xrpc/route-table.js'
import { AdminApi, type Operation, operations } from '../support/admin-api.js'
import { admin, WholeServer } from '../support/whole-server.js'
import { PREPARED, prepareFor, tidyUp, workDone } from './admin-changes.js'
import { CHANGING, READING } from './admin-method-calls.js'

let server: WholeServer
let api: AdminApi

afterEach(tidyUp)

const isChange = ({ method }: Operation) => method !== 'GET'
const changes = operations()
  .filter(isChange)
  .map((one) => [one.id, one] as const)

/** Everything that administrators can change, a digest of each. */
const TABLES = [
  'account',
  'account_history',
  'invite_code',
  'admin_role_assignment',
  'admin_token',
  'sso_connection',
  'sso_secret',
  'sso_exception',
  'sso_setup_link',
  'guided_move',
  'saml_provider',
  'saml_key',
  'external_identity',
  'pending_registration',
  'report',
  'webhook',
  'webhook_secret',
  'retention_setting',
  'refresh_token',
  'admin_approval',
  'admin_role',
  'legal_hold',
  'repo',
  'service_document',
  'branding_asset',
  'audit_entry',
]
/** What sending counts about a webhook, whenever that fails: nobody changed it. */
const OF_DELIVERIES = '{failures,paused_until}'
const state = async (): Promise<Record<string, string>> => {
  const digests = TABLES.map(
    (table) =>
      `(SELECT md5(coalesce(string_agg(kept::text, ',' ORDER BY kept::text), ''))
        FROM (SELECT to_jsonb(row) - '${OF_DELIVERIES}'::text[] AS kept FROM ${table} AS row) AS rows) AS ${table}`,
  )
  // Jobs go on meanwhile; that there is no other one is what counts.
  digests.push('(SELECT count(*) FROM bulk_job) AS bulk_job')
  const [row] = await server.sql<Record<string, string>>(`SELECT ${digests.join(', ')}`)
  return row!
}
const ENTRIES = 'SELECT action, outcome, actor_type FROM audit_entry ORDER BY seq'
const entries = () => server.sql<{ action: string; outcome: string; actor_type: string }>(ENTRIES)

beforeAll(async () => {
  server = await WholeServer.start({
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_HANDLE_QUARANTINE_DAYS: '90',
    PDS_CRAWLERS: 'http://localhost:9',
    PDS_BACKUP_TARGET: '/nowhere/at/all',
    PDS_BACKUP_PASSPHRASE: 'a passphrase of the tests',
  })
  api = new AdminApi(server)
  prepareFor(server, api)
})
afterAll(() => server?.close())

it('every operation that changes something is tried here', () => {
  expect(Object.keys(PREPARED).sort()).toEqual(changes.map(([id]) => id).sort())
})

it('and so is every method of administrators', () => {
  const { methods } = findRoutes(server.app.get(ModulesContainer))
  const ofAdministrators = (kind: string) =>
    [...methods.values()]
      .filter(({ access, method }) => access.kind === 'admin' && method.kind === kind)
      .map(({ method }) => method.nsid)
  expect(Object.keys(CHANGING).sort()).toEqual(ofAdministrators('procedure').sort())
  expect(Object.keys(READING).sort()).toEqual(ofAdministrators('query').sort())
})

describe('leaves one entry', () => {
  const left = (before: number) => server.sql(`${ENTRIES} OFFSET $1`, [before])
  const entry = { action: expect.any(String), outcome: 'done', actor_type: 'password' }

  it.each(Object.entries(CHANGING))('%s', async (nsid, prepare) => {
    const input = await prepare(server)
    const before = (await entries()).length
    const { status, json } = await server.post(nsid, input, admin)
    expect({ status, json }).toMatchObject({ status: 200 })
    expect(await left(before)).toEqual([entry])
  })

  it.each(Object.entries(READING))('%s', async (nsid, prepare) => {
    const params = (await prepare(server)) as Record<string, string>
    const before = (await entries()).length
    expect((await server.get(nsid, params, admin)).status).toBe(200)
    expect(await left(before)).toEqual([entry])
    const [{ after }] = (await server.sql(`SELECT after FROM audit_entry ORDER BY seq DESC LIMIT 1`)) as [
      { after: string },
    ]
    expect(JSON.parse(after)).toMatchObject({ path: `/xrpc/${nsid}` })
    expect(after).not.toMatch(/[a-z0-9.]{2,}@/)
  })

  it.each(changes)('%s', async (id, { method }) => {
    const { path, body, as = api } = await PREPARED[id]!()
    const before = (await entries()).length
    const { status, json } = await as.send(method, path, body)
    expect({ isDone: status >= 200 && status < 300, json }).toMatchObject({ isDone: true })
    const left = (await entries()).slice(before)
    const who = as === api ? 'password' : 'member'
    expect(left).toEqual([{ action: expect.any(String), outcome: 'done', actor_type: who }])
  })
})

describe('does nothing that cannot be written down', () => {
  const FAIL = `
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION fail()`
  afterEach(() => server.sql('DROP FUNCTION IF EXISTS fail CASCADE'))

  it.each(Object.entries(CHANGING))('%s', async (nsid, prepare) => {
    const input = await prepare(server)
    await workDone()
    await server.sql(FAIL)
    const before = await state()
    expect((await server.post(nsid, input, admin)).status).toBe(500)
    expect(await state()).toEqual(before)
  })

  it.each(Object.entries(READING))('%s', async (nsid, prepare) => {
    const params = (await prepare(server)) as Record<string, string>
    await server.sql(FAIL)
    const { status, json } = await server.get(nsid, params, admin)
    expect([status, json.error]).toEqual([500, 'InternalServerError'])
  })

  it.each(changes)('%s', async (id, { method }) => {
    const { path, body, as = api } = await PREPARED[id]!()
    await workDone()
    await server.sql(FAIL)
    const before = await state()
    const { status, json } = await as.send(method, path, body)
    expect([status, json.code]).toEqual([500, 'internal_error'])
    expect(await state()).toEqual(before)
  })
})

describe('the audit', () => {
  it('has an entry of whoever was not allowed to do something, and of whoever looked', async () => {
    const member = await server.signUp()
    await api.assign(member.did, 'help-desk')
    const helper = await api.signedIn(member.did)
    const before = (await entries()).length
    await helper.post(`accounts/${member.did}/delete`, {})
    await helper.get(`accounts/${member.did}`)
    expect((await entries()).slice(before)).toEqual([
      { action: 'accounts.delete', outcome: 'denied', actor_type: 'member' },
      { action: 'accounts.view', outcome: 'done', actor_type: 'member' },
    ])
  })

  it('has an entry of methods of com.atproto.admin as well', async () => {
    const { did } = await server.signUp()
    const before = (await entries()).length
    await server.post('com.atproto.admin.disableAccountInvites', { account: did }, admin)
    await server.post('com.atproto.admin.updateAccountHandle', { did, handle: `another.test` }, admin)
    expect((await entries()).slice(before).map(({ action }) => action)).toEqual([
      'account.disallowInvites',
      'account.handle',
    ])
  })

  it('says what was looked for in part, and where in a list not at all', async () => {
    const last = async () => {
      const [{ after }] = (await server.sql('SELECT after FROM audit_entry ORDER BY seq DESC LIMIT 1')) as [
        { after: string },
      ]
      return JSON.parse(after) as { query: object }
    }
    const { json } = await api.get('accounts?sort=email&q=Alice@example.com&page[size]=1')
    expect((await last()).query).toMatchObject({ q: 'A***@example.com', sort: 'email' })
    expect(json.data).toEqual([])
    await api.get('accounts?q=alice')
    expect((await last()).query).toEqual({ q: 'a***' })
    await api.get('accounts?q=did:plc:alice')
    expect((await last()).query).toEqual({ q: 'did:plc:alice' })
    const page = (await api.get('accounts?sort=email&page[size]=1')).json.page as { next: string }
    await api.get(`accounts?sort=email&page[after]=${page.next}`)
    expect((await last()).query).toEqual({ sort: 'email', 'page[after]': '…' })
  })

  it('is exported, an entry in a line, and verified', async () => {
    const exported = await api.get('audit/export?filter[action]=account.lock')
    expect(exported.headers['content-type']).toBe('application/x-ndjson')
    const lines = exported.bytes.toString('utf8').trim().split('\n')
    const parsed = lines.map((line) => JSON.parse(line) as { action: string; seq: number })
    expect(parsed.length).toBeGreaterThan(0)
    expect(parsed.every(({ action }) => action === 'account.lock')).toBe(true)
    const { json } = await api.get('audit/verify')
    expect(json).toMatchObject({ isSound: true, problems: [], entries: (await entries()).length })
  })
})
