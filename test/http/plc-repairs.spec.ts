import { K256Key } from '@guildhall/crypto'
import type { PlcState } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { PlcIdentities } from '../../src/identity/plc-identities.js'
import { AdminApi, data, outcome } from '../support/admin-api.js'
import { DirectoryProxy } from '../support/directory-proxy.js'
import { eventually } from '../support/eventually.js'
import { takeOver } from '../support/hostile-operation.js'
import { WholeServer } from '../support/whole-server.js'

const START_MAX_MS = 60_000
const HOUR_MS = 60 * 60 * 1000
const keyOf = (digits: string) => ({ hex: digits.repeat(32), did: K256Key.fromHex(digits.repeat(32)).didKey })
const [own, former, organization, stranger] = [keyOf('11'), keyOf('22'), keyOf('33'), keyOf('44')]

let directory: WholeServer
let proxy: DirectoryProxy
let server: WholeServer
let api: AdminApi
beforeAll(async () => {
  directory = await WholeServer.start()
  proxy = await DirectoryProxy.start(`${directory.url}/plc`)
  server = await WholeServer.start({
    PDS_DID_PLC_URL: proxy.url,
    PDS_RATE_LIMITS_ENABLED: 'false',
    PDS_PLC_ROTATION_KEY_K256_PRIVATE_KEY_HEX: own.hex,
    PDS_PLC_ROTATION_KEYS_FORMER_HEX: former.hex,
    PDS_RECOVERY_DID_KEY: organization.did,
    PDS_DID_WEB_HOSTING: 'true',
  })
  api = new AdminApi(server)
}, START_MAX_MS)
afterEach(() => {
  proxy.trouble = undefined
})
afterAll(async () => {
  await server?.close()
  await proxy?.close()
  await directory?.close()
})

const reason = 'as it should be'
const published = async (did: string) =>
  (await directory.request('GET', `/plc/${did}/data`)).json as unknown as PlcState
const logLength = async (did: string) =>
  ((await directory.request('GET', `/plc/${did}/log/audit`)).json as unknown as unknown[]).length
const audited = async (did: string, action: string) =>
  data(await api.get(`audit?filter[target]=${did}&filter[action]=${action}`))
const identityEvents = async (did: string) =>
  (await server.sql('SELECT id FROM repo_event WHERE did = $1', [did])).length
/** A member whose identity was left as it is by times before. */
const memberWith = async (changes: Partial<PlcState>) => {
  const { did } = await server.signUp()
  const plc = server.app.get(PlcIdentities, { strict: false })
  await plc.publish(did as Did, await plc.sign(did as Did, () => changes))
  return did
}

describe('rotating keys', () => {
  it('puts the present key in the place of a former one, which signs, and that of the organization before it', async () => {
    const did = await memberWith({ rotationKeys: [stranger.did, former.did] })
    const events = await identityEvents(did)
    const after = [stranger.did, organization.did, own.did]
    const told = await api.post(`plc/${did}/rotate-keys`, { dryRun: true })
    expect(told.json).toMatchObject({
      ...{ did, signedBy: former.did, isChanged: true },
      ...{ before: { rotationKeys: [stranger.did, former.did] }, after: { rotationKeys: after } },
    })
    expect((await published(did)).rotationKeys).toEqual([stranger.did, former.did])
    expect(await audited(did, 'plc.rotateKeys')).toEqual([])

    expect(outcome(await api.post(`plc/${did}/rotate-keys`, { reason }))).toEqual([200, undefined])
    expect((await published(did)).rotationKeys).toEqual(after)
    expect(await audited(did, 'plc.rotateKeys')).toMatchObject([
      { reason, before: { rotationKeys: [stranger.did, former.did] }, after: { signedBy: former.did } },
    ])
    expect(await identityEvents(did)).toBe(events + 1)
  })

  it('sends nothing where all is as it should be', async () => {
    const { did } = await server.signUp()
    const length = await logLength(did)
    for (const verb of ['rotate-keys', 'change-endpoint']) {
      const { json } = await api.post(`plc/${did}/${verb}`, { reason })
      expect(json).toMatchObject({ isChanged: false, signedBy: own.did })
    }
    expect(await logLength(did)).toBe(length)
  })

  it('is refused where no key of this server may change the identity, and needs a reason', async () => {
    const did = await memberWith({ rotationKeys: [stranger.did] })
    for (const verb of ['rotate-keys', 'change-endpoint'])
      expect(outcome(await api.post(`plc/${did}/${verb}`, { reason }))).toEqual([409, 'no_rotation_key'])
    expect(outcome(await api.post(`plc/${did}/rotate-keys`, {}))).toEqual([400, 'invalid_request'])
  })
})

describe('changing the endpoint', () => {
  const endpointOf = async (did: string) => (await published(did)).services.atproto_pds?.endpoint
  const services = {
    atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://former.test' },
    other: { type: 'Other', endpoint: 'https://other.test' },
  }

  it('lets the identity name this server, and leaves other services alone', async () => {
    const did = await memberWith({ services })
    const { json } = await api.post(`plc/${did}/change-endpoint`, { reason })
    expect(json).toMatchObject({ before: { services }, after: { services: { other: services.other } } })
    expect(await endpointOf(did)).toBe((json.after as typeof json & PlcState).services.atproto_pds!.endpoint)
    expect(await endpointOf(did)).not.toBe('https://former.test')
    expect((await published(did)).services.other).toEqual(services.other)
    expect(await audited(did, 'plc.changeEndpoint')).toHaveLength(1)
  })

  it('is written down before and as failed, and changes nothing, when the directory refuses it', async () => {
    const did = await memberWith({ services })
    const events = await identityEvents(did)
    proxy.trouble = { mishap: 'operation refused' }
    expect(outcome(await api.post(`plc/${did}/change-endpoint`, { reason }))).toEqual([400, 'InvalidRequest'])
    proxy.trouble = undefined
    expect(await audited(did, 'plc.changeEndpoint')).toHaveLength(1)
    expect(await audited(did, 'plc.failed')).toMatchObject([
      { reason, after: { action: 'plc.changeEndpoint', code: 'InvalidRequest' } },
    ])
    expect(await identityEvents(did)).toBe(events)
    expect(data(await api.get(`plc/operations?filter[did]=${did}`))).toMatchObject([
      { state: 'refused', refusal: { status: 400, message: 'no' } },
    ])
    expect((await api.post(`plc/${did}/change-endpoint`, { reason })).status).toBe(200)
    expect(data(await api.get(`plc/operations?filter[did]=${did}`))).toEqual([])
  })

  it('is done to many in the background, row by row, and to each once', async () => {
    const dids = [await memberWith({ services }), await memberWith({ services }), await memberWith({})]
    const stuck = await memberWith({ rotationKeys: [stranger.did] })
    const begin = (body: object) => api.post('plc/change-endpoint', body)
    const ended = async (body: object) => {
      const { status, json } = await begin(body)
      expect([status, json.kind, json.change]).toEqual([202, 'identities', 'changeEndpoint'])
      const path = `bulk/${String(json.id)}`
      await eventually(async () => (await api.get(path)).json.state === 'done')
      const rows = data(await api.get(`${path}/rows?page[size]=200`))
      return (did: string) => rows.find((row) => row.did === did)
    }
    expect((await begin({ filter: { domain: 'none.example' }, reason })).status).toBe(400)
    expect((await begin({ filter: { nothing: 'x' }, reason })).status).toBe(400)
    expect((await begin({})).status).toBe(400)
    const told = await ended({ dryRun: true })
    expect(dids.map((did) => told(did)?.outcome)).toEqual(['order', 'order', 'unchanged'])
    expect(told(dids[0]!)?.detail).toMatch(/^https:\/\/former\.test → http/)
    expect(await endpointOf(dids[0]!)).toBe('https://former.test')
    const done = await ended({ reason, filter: { domain: 'test' } })
    expect(dids.map((did) => done(did)?.outcome)).toEqual(['ordered', 'ordered', 'unchanged'])
    expect(done(stuck)).toMatchObject({ outcome: 'failed' })
    for (const [at, did] of dids.entries()) {
      expect(await endpointOf(did)).not.toBe('https://former.test')
      expect(await audited(did, 'plc.changeEndpoint')).toHaveLength(at < 2 ? 1 : 0)
    }
    const again = await ended({ reason })
    expect(dids.map((did) => again(did)?.outcome)).toEqual(['unchanged', 'unchanged', 'unchanged'])
  })

  it('holds nobody else up while the directory is asked', async () => {
    const did = await memberWith({ services })
    let go: () => void = () => undefined
    const gone = new Promise<void>((resolve) => (go = resolve))
    const asked = new Promise<void>((resolve) => {
      const then = () => (resolve(), gone)
      proxy.trouble = { mishap: 'request held', operation: 'plc_operation', then }
    })
    const change = api.post(`plc/${did}/change-endpoint`, { reason })
    await asked
    expect((await api.post('invites', {})).status).toBe(201)
    go()
    expect((await change).status).toBe(200)
  })
})

describe('recovering an identity', () => {
  const recover = (did: string, operation: string, more: object = {}) =>
    api.post(`plc/${did}/recover`, { operation, reason, ...more })

  it('makes it what it was, without the key that took it over', async () => {
    const { did } = await server.signUp()
    const before = await published(did)
    const { cid, key } = await takeOver(server, did)
    expect((await published(did)).rotationKeys).toEqual([key])
    const told = await recover(did, cid, { dryRun: true })
    expect(told.json).toMatchObject({ signedBy: own.did, before: { rotationKeys: [key] } })
    expect((await published(did)).rotationKeys).toEqual([key])
    expect(outcome(await recover(did, cid))).toEqual([200, undefined])
    expect(await published(did)).toEqual(before)
    expect(await audited(did, 'plc.recover')).toMatchObject([{ after: { overruled: cid } }])
    expect(outcome(await recover(did, cid))).toEqual([404, 'no_such_operation'])
  })

  it('takes a key that ranks above the one that signed', async () => {
    const { did } = await server.signUp()
    const { cid, key } = await takeOver(server, did, 'above')
    expect(outcome(await recover(did, cid))).toEqual([409, 'no_higher_key'])
    expect((await published(did)).rotationKeys).toEqual([key])
  })

  it('is refused for operations that nobody knows, and for the first one', async () => {
    const { did } = await server.signUp()
    const log = data(await api.get(`accounts/${did}/plc-log`)) as { cid: string }[]
    for (const cid of [log[0]!.cid, `b${'a'.repeat(58)}`])
      expect(outcome(await recover(did, cid))).toEqual([404, 'no_such_operation'])
  })

  it('is refused after 72 hours', async () => {
    const { did } = await server.signUp()
    const { cid } = await takeOver(server, did)
    server.clock.advance(73 * HOUR_MS)
    expect(outcome(await recover(did, cid))).toEqual([409, 'recovery_window_passed'])
    server.clock.advance(-73 * HOUR_MS)
  })
})

it.each(['rotate-keys', 'change-endpoint', 'recover'])('a did:web has no %s', async (verb) => {
  const handle = `web-${verb.slice(0, 6)}.test`
  const { did } = await server.signUp({ handle, did: `did:web:${handle}` })
  const body = { reason, ...(verb === 'recover' && { operation: `b${'a'.repeat(58)}` }) }
  expect(outcome(await api.post(`plc/${did}/${verb}`, body))).toEqual([400, 'not_a_plc_identity'])
})

describe('where it takes two people', () => {
  it('is done when the second one agrees, and by Owners only', async () => {
    const people = [await server.signUp(), await server.signUp(), await server.signUp()]
    const roles = ['owner', 'owner', 'admin'] as const
    for (const [index, { did }] of people.entries()) await api.assign(did, roles[index]!)
    const [first, second, administrator] = [
      await api.signedIn(people[0]!.did),
      await api.signedIn(people[1]!.did),
      await api.signedIn(people[2]!.did),
    ]
    const all = await first.post('plc/change-endpoint', { reason })
    expect([all.status, all.json.action]).toEqual([202, 'plc.changeEndpoints'])
    expect((await first.post('plc/change-endpoint', { dryRun: true })).json).toMatchObject({ dryRun: true })
    expect((await administrator.post('plc/change-endpoint', { dryRun: true })).status).toBe(403)
    const agreed = await second.post(`approvals/${String(all.json.id)}/approve`, {})
    expect(outcome(agreed)).toEqual([204, undefined])
    const { json: jobs } = await api.get('bulk')
    expect((jobs.data as object[])[0]).toMatchObject({ kind: 'identities', dryRun: false, reason })
    const did = await memberWith({ rotationKeys: [former.did] })
    expect(outcome(await administrator.post(`plc/${did}/rotate-keys`, { reason }))).toEqual([
      403,
      'permission_denied',
    ])
    const asked = await first.post(`plc/${did}/rotate-keys`, { reason })
    expect([asked.status, asked.json.action]).toEqual([202, 'plc.rotateKeys'])
    expect((await published(did)).rotationKeys).toEqual([former.did])
    const approval = `approvals/${String(asked.json.id)}/approve`
    expect(outcome(await administrator.post(approval, {}))).toEqual([403, 'permission_denied'])
    proxy.trouble = { mishap: 'operation refused' }
    expect((await second.post(approval, {})).status).toBe(400)
    proxy.trouble = undefined
    expect(outcome(await second.post(approval, {}))).toEqual([204, undefined])
    expect((await published(did)).rotationKeys).toEqual([organization.did, own.did])
    expect(await audited(did, 'plc.failed')).toHaveLength(1)
    // The second time it was taken.
    expect((await audited(did, 'plc.rotateKeys')).slice(0, 1)).toMatchObject([
      { reason, actor: { approvals: [people[0]!.did, people[1]!.did] } },
    ])
  })
})
