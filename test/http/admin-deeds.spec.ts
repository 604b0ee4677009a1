import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { eventually } from '../support/eventually.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let server: WholeServer
let api: AdminApi

beforeAll(async () => {
  server = await WholeServer.start({ PDS_RATE_LIMITS_ENABLED: 'false' })
  api = new AdminApi(server)
})
afterAll(() => server?.close())

const hold = (did: string, more: object = {}) =>
  api.post('holds', { subjects: [did], reason: 'a case', ...more })
const auditOf = async (did: string, action: string) =>
  data(await api.get(`audit?filter[target]=${did}&filter[action]=${action}`))

describe('with two Owners, what cannot be undone', () => {
  const owners: Member[] = []
  let first: AdminApi
  let second: AdminApi
  let helper: AdminApi
  beforeAll(async () => {
    for (const role of ['owner', 'owner', 'help-desk'] as const) {
      const member = await server.signUp()
      owners.push(member)
      expect((await api.assign(member.did, role)).status).toBe(201)
    }
    first = await api.signedIn(owners[0]!.did)
    second = await api.signedIn(owners[1]!.did)
    helper = await api.signedIn(owners[2]!.did)
  })

  const asked = async (did: string): Promise<string> => {
    const answer = await first.post(`accounts/${did}/delete`, { reason: 'left' })
    expect([answer.status, answer.json]).toEqual([
      202,
      expect.objectContaining({ action: 'account.delete', state: 'pending', requestedBy: owners[0]!.did }),
    ])
    return String(answer.json.id)
  }
  const isThere = async (did: string) => (await api.get(`accounts/${did}`)).status === 200

  it('is done when another one agrees, once, and both are in the audit', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await api.post(`approvals/${id}/approve`, {}))).toEqual([403, 'another_person_needed'])
    expect(outcome(await helper.post(`approvals/${id}/approve`, {}))).toEqual([403, 'permission_denied'])
    expect(await isThere(did)).toBe(true)
    const pending = await second.get('approvals?filter[state]=pending&count=true')
    expect(pending.json).toMatchObject({ count: 1, data: [{ id, reason: 'left' }] })
    const answers = await Promise.all([1, 2, 3].map(() => second.post(`approvals/${id}/approve`, {})))
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(await isThere(did)).toBe(false)
    expect(await auditOf(did, 'account.delete')).toContainEqual(
      expect.objectContaining({
        outcome: 'done',
        reason: 'left',
        actor: expect.objectContaining({ id: owners[1]!.did, approvals: [owners[0]!.did, owners[1]!.did] }),
      }),
    )
    expect((await api.get('audit/verify')).json).toMatchObject({ isSound: true })
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
  })

  it('is refused by another one, or taken back', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    expect(outcome(await first.post(`approvals/${id}/deny`, { reason: 'a mistake' }))).toEqual([
      204,
      undefined,
    ])
    expect(outcome(await second.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await first.get('approvals?filter[state]=denied'))).toMatchObject([
      { id, decidedBy: owners[0]!.did, decisionReason: 'a mistake' },
    ])
    expect(await isThere(did)).toBe(true)
  })

  it('is void after a while', async () => {
    const { did } = await server.signUp()
    const id = await asked(did)
    server.clock.advance(3 * DAY_MS + 1)
    const again = await api.signedIn(owners[1]!.did)
    expect(outcome(await again.post(`approvals/${id}/approve`, {}))).toEqual([409, 'approval_closed'])
    expect(data(await api.get('approvals?filter[state]=expired'))).toMatchObject([{ id, state: 'expired' }])
    first = await api.signedIn(owners[0]!.did)
    second = again
  })

  it('includes releasing holds and changing signing keys', async () => {
    const { did } = await server.signUp()
    const [{ id: holdId }] = data(await hold(did)) as [{ id: string }]
    const release = await first.post(`holds/${holdId}/release`, { reason: 'over' })
    expect([release.status, release.json.action]).toEqual([202, 'hold.release'])
    expect(outcome(await second.post(`approvals/${String(release.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    expect(data(await api.get(`holds?filter[did]=${did}`))).toMatchObject([
      { releasedBy: owners[1]!.did, releaseReason: 'over' },
    ])

    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const signingKey = reserved.json.signingKey as string
    const change = await first.post(`accounts/${did}/signing-key`, { signingKey })
    expect([change.status, change.json.action]).toEqual([202, 'account.signingKey'])
    expect(outcome(await second.post(`approvals/${String(change.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    const log = data(await api.get(`accounts/${did}/plc-log`)) as { operation: object }[]
    expect(log.at(-1)!.operation).toMatchObject({ verificationMethods: { atproto: signingKey } })
  })

  it('includes deleting many', async () => {
    const dids = [(await server.signUp()).did, (await server.signUp()).did]
    const wanted = await first.post('bulk/orders', { verb: 'delete', dids, reason: 'bots' })
    expect([wanted.status, wanted.json.action]).toEqual([202, 'bulk.delete'])
    expect(outcome(await second.post(`approvals/${String(wanted.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    await eventually(async () => !(await isThere(dids[0]!)) && !(await isThere(dids[1]!)))
    expect(await auditOf(dids[0]!, 'account.delete')).toMatchObject([
      { reason: 'bots', actor: { approvals: [owners[0]!.did, owners[1]!.did] } },
    ])
  })

  it('includes offboarding in less than a week', async () => {
    const { did } = await server.signUp()
    const path = `accounts/${did}/offboard`
    expect(outcome(await first.post(path, { days: 7 }))).toEqual([200, undefined])
    // The end is counted from the first time.
    server.clock.advance(DAY_MS)
    first = await api.signedIn(owners[0]!.did)
    second = await api.signedIn(owners[1]!.did)
    expect(outcome(await first.post(path, { days: 7 }))).toEqual([200, undefined])
    const end = (await api.get(`accounts/${did}`)).json.offboardUntil
    const wanted = await first.post(path, { days: 1, reason: 'at once' })
    expect([wanted.status, wanted.json.action]).toEqual([202, 'account.offboard'])
    expect((await api.get(`accounts/${did}`)).json.offboardUntil).toBe(end)
    const leave = await first.post('migrations', { direction: 'out', accounts: [{ account: did }], days: 1 })
    expect(leave.status).toBe(403)
    const identity = await server.signUp()
    const given = await api.assign(identity.did, 'identity-admin')
    const theirs = await api.signedIn(identity.did)
    expect(outcome(await theirs.post(path, { days: 1 }))).toEqual([403, 'permission_denied'])
    await api.send('DELETE', `role-assignments/${String(given.json.id)}`)
    expect(outcome(await second.post(`approvals/${String(wanted.json.id)}/approve`, {}))).toEqual([
      204,
      undefined,
    ])
    expect((await api.get(`accounts/${did}`)).json.offboardUntil).not.toBe(end)
    expect(await auditOf(did, 'account.offboard')).toContainEqual(
      expect.objectContaining({
        reason: 'at once',
        actor: expect.objectContaining({ approvals: [owners[0]!.did, owners[1]!.did] }),
      }),
    )
    expect(await server.app.get(ScheduledDeletions, { strict: false }).run()).toBe(1)
  })

  it('is done by no tool alone, whichever way it comes', async () => {
    const { did } = await server.signUp()
    const { status, json } = await server.post('com.atproto.admin.deleteAccount', { did }, admin)
    expect([status, json.error]).toEqual([403, 'InvalidRequest'])
    expect(await isThere(did)).toBe(true)
    const reserved = await server.post('com.atproto.server.reserveSigningKey', { did })
    const { signingKey } = reserved.json
    const key = await server.post('com.atproto.admin.updateAccountSigningKey', { did, signingKey }, admin)
    expect(key.status).toBe(403)
  })

  it('takes nobody else while the other one cannot sign in', async () => {
    const { did } = await server.signUp()
    expect(outcome(await api.post(`accounts/${owners[1]!.did}/lock`, {}))).toEqual([200, undefined])
    expect(outcome(await first.post(`accounts/${did}/delete`, {}))).toEqual([204, undefined])
    await api.post(`accounts/${owners[1]!.did}/unlock`, {})
    expect((await first.post(`accounts/${(await server.signUp()).did}/delete`, {})).status).toBe(202)
  })

  it('is what members do to their own accounts, as ever', async () => {
    const member = await server.signUp()
    const deleteAfter = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    const way = await api.post(`accounts/${member.did}/deactivate`, { deleteAfter })
    expect(outcome(way)).toEqual([400, 'invalid_request'])
    const own = bearer(member.accessJwt)
    const done = await server.post('com.atproto.server.deactivateAccount', { deleteAfter }, own)
    expect(done.status).toBe(200)
    server.clock.advance(2 * HOUR_MS)
    expect(await server.app.get(ScheduledDeletions, { strict: false }).run()).toBe(1)
  })

  it('is not obeyed where somebody has deactivated an account that is locked since, until the lock is gone', async () => {
    const member = await server.signUp()
    const deleteAfter = new Date(server.clock.nowMs() + HOUR_MS).toISOString()
    await server.post('com.atproto.server.deactivateAccount', { deleteAfter }, bearer(member.accessJwt))
    expect(outcome(await api.post(`accounts/${member.did}/lock`, {}))).toEqual([200, undefined])
    server.clock.advance(2 * HOUR_MS)
    const deletions = server.app.get(ScheduledDeletions, { strict: false })
    expect(await deletions.run()).toBe(0)
    await api.post(`accounts/${member.did}/unlock`, {})
    expect(await deletions.run()).toBe(1)
  })
})
