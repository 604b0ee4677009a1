import type { Did } from '@guildhall/syntax'
import { BlobUsage } from '../../src/blob/index.js'
import type { IdpUser } from '../support/oidc-idp.js'
import { TestDirectory } from '../support/test-directory.js'
import { codeIn, pageOf, SsoWorld } from './sso-world.js'

const GROUP = 'urn:ietf:params:scim:schemas:core:2.0:Group'
/** The longer one lies below the shorter one: handles of it are not of that. */
const DOMAINS = '.test,.staff.test,.guests.test'
const [SMALL, LARGE] = [1_000_000, 5_000_000_000]

let world: SsoWorld
let directory: TestDirectory

beforeAll(async () => {
  world = await SsoWorld.start({ PDS_SERVICE_HANDLE_DOMAINS: DOMAINS })
  await world.api.post(`sso/connections/${world.connection}/enable`)
  directory = await TestDirectory.of(world.server, world.connection)
})
afterAll(() => world?.close())
afterEach(async () => {
  const provisioning = { mode: 'ask', handles: { groupDomains: [] } }
  await world.policy({ provisioning, roles: [], quotas: [], admission: { deniedGroups: [] } })
})

const didOf = async ({ sub }: IdpUser) => (await world.identities(sub))[0]!.did
const audited = async (did: string) => {
  const entries = await world.server.sql<{ before: string; after: string }>(
    `SELECT before, after FROM audit_entry WHERE action = 'quota.map' AND target_id = $1 ORDER BY seq`,
    [did],
  )
  return entries.map(({ before, after }) => [JSON.parse(before), JSON.parse(after)] as object[])
}
/** What an account may store, whoever has said so. */
const allowed = async (did: string) =>
  (await world.server.app.get(BlobUsage, { strict: false }).of(did as Did)).allowance.quotaBytes
const preview = async (policy: object) =>
  (await world.api.post(`sso/connections/${world.connection}/policy/preview`, { policy })).json
const inGroup = async (displayName: string, ...users: string[]) => {
  const members = users.map((value) => ({ value }))
  const { json } = await directory.send('POST', 'Groups', { schemas: [GROUP], displayName, members })
  return `Groups/${String(json.id)}`
}

describe('groups that say below which domain handles are', () => {
  const groupDomains = [
    { group: 'staff', domain: 'staff.test' },
    { group: 'visitors', domain: 'guests.test' },
  ]
  const rule = (mode = 'ask') => world.policy({ provisioning: { mode, handles: { groupDomains } } })
  const proposed = (html: string) => /name="handle"[^>]*value="([^"]*)"/.exec(html)?.[1]

  it.each([
    [['visitors', 'staff'], 'staff.test'],
    [['visitors'], 'guests.test'],
    [['others'], 'test'],
  ])('give those in %j a handle below %s, and no other', async (groups, domain) => {
    await rule()
    const user = world.newUser({ groups })
    const { traveller, shown } = await world.arrive(user)
    expect(proposed(shown.html)).toBe(`${user.sub}.${domain}`)
    for (const other of ['test', 'staff.test', 'guests.test'].filter((one) => one !== domain)) {
      const fields = { handle: `${user.sub}x.${other}`, decision: 'accept' }
      const refused = await traveller.browser.send(shown, fields)
      expect([pageOf(refused), refused.html.includes(`.${domain}`)]).toEqual(['Welcome', true])
    }
    const handle = `${user.sub}y.${domain}`
    expect(pageOf(await traveller.browser.send(shown, { handle, decision: 'accept' }))).toBe('Allow access?')
    expect(await world.server.sql('SELECT did FROM account WHERE handle = $1', [handle])).toEqual(
      await world.identities(user.sub),
    )
  })

  it('are those of the directory, where somebody was announced', async () => {
    await rule('auto')
    const user = world.newUser({ groups: ['staff'] })
    const { id } = await directory.user({ externalId: user.sub })
    const paths = [await inGroup('staff'), await inGroup('visitors', id)]
    await world.arrive(user)
    for (const path of paths) await directory.send('DELETE', path)
    const handles = await world.server.sql('SELECT handle FROM account WHERE did = $1', [await didOf(user)])
    expect(handles).toEqual([{ handle: `${user.sub}.guests.test` }])
  })

  it('leave handles as they are that people have, and say whose would be another', async () => {
    const user = world.newUser({ groups: ['staff'] })
    await world.join(user)
    const did = await didOf(user)
    await rule()
    await world.arrive(user)
    expect((await world.server.sql('SELECT handle FROM account WHERE did = $1', [did]))[0]).toEqual({
      handle: `${user.sub}.test`,
    })
    const { data, changed, otherHandles } = await preview({})
    expect({ changed, otherHandles: Number(otherHandles) > 0 }).toEqual({ changed: 0, otherHandles: true })
    expect(data).toContainEqual({
      ...{ did, handle: `${user.sub}.test`, handleDomain: 'staff.test', before: [], after: [] },
    })
    expect(await preview({ provisioning: { handles: { groupDomains: [] } } })).toMatchObject({
      otherHandles: 0,
    })
  })

  it('do not take back what an administrator has approved', async () => {
    await rule('approval')
    const user = world.newUser({ groups: ['staff'] })
    const { traveller, shown } = await world.arrive(user)
    expect(codeIn(await traveller.browser.send(shown, { decision: 'accept' }))).toBe('sso_awaiting_approval')
    const waiting = (await world.api.get('sso/registrations')).json.data as { id: string; handle: string }[]
    const { id } = waiting.find(({ handle }) => handle === `${user.sub}.staff.test`)!
    await world.api.post(`sso/registrations/${id}/approve`)
    const { shown: joined } = await world.join({ ...user, groups: ['visitors'] })
    expect(joined.html).toContain(`${user.sub}.staff.test`)
  })

  it('lead to no domain but those that the server has', async () => {
    const patch = (domain: unknown) => ({
      policy: { provisioning: { handles: { groupDomains: [{ group: 'staff', domain }] } } },
    })
    const path = `sso/connections/${world.connection}`
    for (const domain of ['elsewhere.test', 'elsewhere.example', '.test', 1]) {
      const { status, json } = await world.api.send('PATCH', path, patch(domain))
      expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('groupDomains/0/domain')])
    }
  })
})

describe('groups that say how much one may store', () => {
  const quotas = [
    { group: 'staff', quotaBytes: SMALL },
    { group: 'film', quotaBytes: LARGE },
  ]

  it('let members store as much as long as they are in them, as the audit says', async () => {
    await world.policy({ quotas })
    const user = world.newUser()
    await world.join({ ...user, groups: ['staff', 'film'] })
    const did = await didOf(user)
    expect(await allowed(did)).toBe(LARGE)
    await world.arrive({ ...user, groups: ['staff'] })
    await world.arrive({ ...user, groups: ['staff'] })
    expect(await allowed(did)).toBe(SMALL)
    await world.arrive({ ...user, groups: [] })
    await world.arrive({ ...user, groups: [] })
    expect(await allowed(did)).toBeUndefined()
    const steps = [{}, { quotaBytes: LARGE }, { quotaBytes: SMALL }, {}]
    expect(await audited(did)).toEqual([0, 1, 2].map((at) => [steps[at], steps[at + 1]]))
  })

  it('give way to what an administrator has said of the account, and hold again after that', async () => {
    await world.policy({ quotas })
    const user = { ...world.newUser(), groups: ['film'] }
    await world.join(user)
    const did = await didOf(user)
    const byHand = (quotaBytes: number | null) =>
      world.api.send('PATCH', `accounts/${did}/quota`, { quotaBytes })
    expect((await byHand(7)).status).toBe(200)
    await world.arrive(user)
    expect(await allowed(did)).toBe(7)
    await byHand(null)
    expect(await allowed(did)).toBe(LARGE)
  })

  it('refuse what is more than that', async () => {
    await world.policy({ quotas: [{ group: 'staff', quotaBytes: 3 }] })
    const member = await world.server.signUp()
    await world.server.sql(
      `INSERT INTO external_identity (connection_id, subject, did, issuer, claims, linked_by, linked_at)
       VALUES ($1, $2, $3, $4, '{}', 'member', now())`,
      [world.connection, member.handle, member.did, world.idp.issuer],
    )
    await world.arrive({ ...world.newUser(), sub: member.handle, groups: ['staff'] })
    const upload = (bytes: string) =>
      world.server.request(
        'POST',
        '/xrpc/com.atproto.repo.uploadBlob',
        { authorization: `Bearer ${member.accessJwt}`, 'content-type': 'text/plain' },
        bytes,
      )
    expect((await upload('four')).json).toMatchObject({ error: 'BlobQuotaExceeded' })
    expect((await upload('two')).status).toBe(200)
  })

  it('hold at once when the directory says so, and end with the group and with the link', async () => {
    await world.policy({ quotas })
    const user = world.newUser()
    await world.join(user)
    const did = await didOf(user)
    const { id } = await directory.user({ externalId: user.sub })
    const path = await inGroup('film', id)
    expect(await allowed(did)).toBe(LARGE)
    await directory.patch(path, { op: 'remove', path: `members[value eq "${id}"]` })
    expect(await allowed(did)).toBeUndefined()
    await directory.patch(path, { op: 'add', path: 'members', value: [{ value: id }] })
    expect(await allowed(did)).toBe(LARGE)
    const link = { connection: world.connection, subject: user.sub }
    expect(await world.api.post(`accounts/${did}/identities/unlink`, link)).toMatchObject({ status: 204 })
    expect(await allowed(did)).toBeUndefined()
    expect(await audited(did)).toHaveLength(4)
    await directory.send('DELETE', path)
  })

  it('are tried before they hold', async () => {
    const choir = [{ group: 'choir', quotaBytes: SMALL }]
    const user = { ...world.newUser(), groups: ['choir'] }
    await world.join(user)
    const did = await didOf(user)
    // Others may have quotas of other tests.
    const ofUser = async (policy: object) =>
      ((await preview(policy)).data as { did: string }[]).filter((one) => one.did === did)
    const roles = { did, handle: `${user.sub}.test`, before: [], after: [] }
    expect(await ofUser({ quotas: choir })).toEqual([{ ...roles, quotaAfter: SMALL }])
    expect(await allowed(did)).toBeUndefined()
    await world.policy({ quotas: choir })
    await world.arrive(user)
    expect(await ofUser({})).toEqual([])
    expect(await ofUser({ quotas: [] })).toEqual([{ ...roles, quotaBefore: SMALL }])
  })

  it.each([[-1], [1.5], ['1'], [null], [2 ** 53]])('are numbers of bytes, and not %j', async (quotaBytes) => {
    const path = `sso/connections/${world.connection}`
    const { status, json } = await world.api.send('PATCH', path, {
      policy: { quotas: [{ group: 'staff', quotaBytes }] },
    })
    expect([status, JSON.stringify(json)]).toEqual([400, expect.stringContaining('quotas/0/quotaBytes')])
  })
})
