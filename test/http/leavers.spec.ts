import { randomUUID } from 'node:crypto'
import type { Did } from '@guildhall/syntax'
import { com } from '@guildhall/lexicon'
import { Accounts, stateOf } from '../../src/account/index.js'
import { UnitOfWork } from '../../src/database/index.js'
import { AccountLife } from '../../src/lifecycle/index.js'
import { OffboardingNotices } from '../../src/lifecycle/offboarding-notices.js'
import { ScheduledDeletions } from '../../src/lifecycle/scheduled-deletions.js'
import { Devices } from '../../src/oauth/index.js'
import { type ConnectionPolicy, SsoSessionStore } from '../../src/sso/index.js'
import { Metrics } from '../../src/telemetry/index.js'
import { AdminApi } from '../support/admin-api.js'
import { eventually } from '../support/eventually.js'
import { LogoutProvider } from '../support/logout-provider.js'
import { refused } from '../support/refused.js'
import { refresh } from '../support/session-calls.js'
import { TestDirectory } from '../support/test-directory.js'
import { bearer, type Member, WholeServer } from '../support/whole-server.js'

type Deprovision = ConnectionPolicy['leaving']['deprovision']

const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000
const DAY_MS = 24 * HOUR_MS

let server: WholeServer
let provider: LogoutProvider
beforeAll(async () => {
  provider = await LogoutProvider.start()
  server = await WholeServer.start({ PDS_SSO_PRIVATE_ORIGINS: provider.issuer })
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await provider?.close()
})

const state = async ({ did }: Member) =>
  stateOf(await server.app.get(Accounts, { strict: false }).byDid(did as Did))

describe('people who leave', () => {
  it.each<[Deprovision, string, string]>([
    ['lock', 'locked', 'active'],
    ['suspend', 'suspended', 'active'],
    ['offboard', 'offboarding', 'active'],
  ])(
    'are dealt with by the mode %s, and taken back: one account all the time',
    async (deprovision, gone, back) => {
      const directory = await TestDirectory.open(server, { leaving: { deprovision } })
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
    const directory = await TestDirectory.open(server)
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

  it('are no Owners: these stay, which is in the audit and told once', async () => {
    const api = new AdminApi(server)
    const directory = await TestDirectory.open(server)
    const { member, externalId } = await directory.member()
    const { id } = await directory.user({ externalId })
    const given = await api.assign(member.did, 'owner')
    const leave = () => directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })
    expect([(await leave()).status, (await leave()).status]).toEqual([200, 200])
    expect(await state(member)).toBe('active')
    const told = `SELECT 1 FROM audit_entry WHERE action = 'owner.stay' AND target_id = $1`
    expect(await server.sql(told, [member.did])).toHaveLength(1)
    await server.sql('DELETE FROM admin_role_assignment WHERE id = $1', [given.json.id])
    await leave()
    expect(await state(member)).toBe('locked')
  })

  it('are not let in again by a directory that has not locked them out', async () => {
    const directory = await TestDirectory.open(server)
    const { member, externalId } = await directory.member()
    const api = new AdminApi(server)
    await api.post(`accounts/${member.did}/lock`, { reason: 'stolen' })
    const { id } = await directory.user({ externalId })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: true } })
    expect(await state(member)).toBe('locked')
  })

  it('leave also while nobody can sign in with their connection', async () => {
    const directory = await TestDirectory.open(server, { status: 'disabled' })
    const { member, externalId } = await directory.member()
    const { id } = await directory.user({ externalId })
    await directory.patch(`Users/${id}`, { op: 'replace', value: { active: false } })
    expect(await state(member)).toBe('locked')
  })

  it('are stopped when too many do: a mistake locks out 25 of 500, and an administrator decides', async () => {
    const directory = await TestDirectory.open(server)
    await server.sql(
      `INSERT INTO scim_user SELECT gen_random_uuid(), $1::uuid, 'mass' || n, 'mass' || n, true, '{}', NULL, 1, now(), now()
         FROM generate_series(1, 500) AS n`,
      [directory.connectionId],
    )
    const api = new AdminApi(server)
    const { json } = await directory.get('Users?count=60')
    const users = json.Resources as { id: string }[]
    const owner = await server.signUp()
    await api.assign(owner.did, 'owner')
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
    // Those who answer for the service know of it, and so does whoever watches the numbers.
    expect(await server.app.get(Metrics, { strict: false }).text()).toMatch(/^pds_scim_leavers_stopped 1$/m)
    const isLetter = ({ to, subject }: Record<string, unknown>) =>
      to === owner.email && String(subject).startsWith('Nobody can leave Example just now')
    await eventually(() => Promise.resolve(server.lines.some(isLetter)), 'a letter to the owner')
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

describe('logouts that providers announce', () => {
  type Mode = ConnectionPolicy['leaving']['logout']

  /** Somebody who is signed in in a browser by a provider, and with a password. */
  async function signedIn(logout: Mode) {
    const { clientId } = LogoutProvider
    const more = { issuer: provider.issuer, settings: { clientId, clientAuth: 'none' }, leaving: { logout } }
    const directory = await TestDirectory.open(server, more)
    const { member, externalId: subject } = await directory.member()
    const devices = server.app.get(Devices, { strict: false })
    const device = await devices.meet({})
    const [did, sid] = [member.did as Did, `sid of ${subject}`]
    await devices.signIn(device, did, true, '127.0.0.1', { by: 'organization' })
    const work = server.app.get(UnitOfWork, { strict: false })
    const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + HOUR_MS) }
    const own = {
      id: randomUUID(),
      connectionId: directory.connectionId,
      subject,
      did,
      deviceId: device.id,
      sid,
    }
    await work.run((tx) => server.app.get(SsoSessionStore, { strict: false }).add(tx, { ...own, ...times }))
    const inBrowser = async () => (await devices.accountsOf(device, 0)).length === 1
    const inApp = async () => (await refresh(server, member.refreshJwt)).status === 200
    return { id: directory.connectionId, subject, sid, left: async () => [await inBrowser(), await inApp()] }
  }

  const announce = (id: string, token: string) =>
    server.request(
      'POST',
      `/sso/connections/${id}/backchannel-logout`,
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({ logout_token: token }).toString(),
    )

  it.each<[Mode, boolean, boolean]>([
    ['nothing', true, true],
    ['browsers', false, true],
    ['everything', false, false],
  ])('%s: by session and by person', async (mode, browser, app) => {
    for (const by of ['sid', 'sub'] as const) {
      const { id, sid, subject, left } = await signedIn(mode)
      const answer = await announce(id, provider.token(by === 'sid' ? { sid } : { sub: subject }))
      expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store'])
      expect(await left()).toEqual([browser, app])
    }
  })

  it('are good once, for one connection, and of sessions that are known', async () => {
    const { id, sid, left } = await signedIn('everything')
    expect((await announce(id, provider.token({ sid: 'of nobody' }))).status).toBe(200)
    expect(await left()).toEqual([true, true])
    const refusal = { status: 400, json: { error: 'invalid_request' } }
    expect(await announce(id, provider.token({ sid, nonce: 'n' }))).toMatchObject(refusal)
    expect(await announce(id, 'nothing')).toMatchObject(refusal)
    expect(await announce(id, '')).toMatchObject(refusal)
    expect((await announce(randomUUID(), provider.token({ sid }))).status).toBe(404)
    expect((await announce('none', provider.token({ sid }))).status).toBe(404)
    const token = provider.token({ sid })
    expect((await announce(id, token)).status).toBe(200)
    expect(await left()).toEqual([false, false])
    expect(await announce(id, token)).toMatchObject(refusal)
  })
})

describe('offboarding', () => {
  let member: Member
  beforeEach(async () => {
    member = await server.signUp()
  })
  const order = (verb: string, more: object) =>
    new AdminApi(server).post(`accounts/${member.did}/${verb}`, more)
  const letters = () =>
    server.lines.filter(
      ({ to, subject }) => to === member.email && String(subject).startsWith('Your account ends'),
    )

  it('tells its owner 30, 7 and 1 days before the end, lets them take everything along, and deletes it', async () => {
    const notices = server.app.get(OffboardingNotices, { strict: false })
    const deletions = server.app.get(ScheduledDeletions, { strict: false })
    expect((await order('offboard', { days: 10, reason: 'has left' })).json).toMatchObject({
      state: 'offboarding',
    })
    expect(await server.signIn(member.handle)).toEqual(refused(401, 'AuthenticationRequired'))
    const limited = (await server.signIn(member.handle, undefined, { allowTakendown: true }))
      .json as unknown as Member
    expect(
      (await server.post(com.atproto.server.deactivateAccount.nsid, {}, bearer(limited.accessJwt))).status,
    ).toBe(200)
    expect(await notices.run()).toBe(1)
    expect(await notices.run()).toBe(0)
    server.clock.advance(4 * DAY_MS)
    expect(await notices.run()).toBe(1)
    server.clock.advance(5.5 * DAY_MS)
    expect(await notices.run()).toBe(1)
    expect(await deletions.run()).toBe(0)
    server.clock.advance(DAY_MS)
    expect(await notices.run()).toBe(0)
    expect(await deletions.run()).toBe(1)
    expect((await server.signIn(member.handle)).status).toBe(401)
    await eventually(() => Promise.resolve(letters().length === 3))
    expect(letters().map(({ subject }) => String(subject).split(' – ')[0])).toEqual([
      'Your account ends in 10 days',
      'Your account ends in 6 days',
      'Your account ends within a day',
    ])
  })

  it('is taken back as if it had not been, and does not lift a lock', async () => {
    await server.app
      .get(AccountLife, { strict: false })
      .order(member.did as Did, { kind: 'lock' }, { actor: 'system' })
    server.clock.advance(HOUR_MS)
    expect((await order('offboard', {})).json).toMatchObject({ state: 'locked' })
    const cancelled = await order('cancel-offboard', {})
    expect(cancelled.json).toMatchObject({ state: 'locked' })
    expect(cancelled.json).not.toHaveProperty('offboardUntil')
  })
})
