import { ExpiredMeasures } from '../../src/admin/measures/expired-measures.js'
import { GaugeSampling } from '../../src/admin/measures/gauge-sampling.js'
import { BlobSampling } from '../../src/admin/measures/blob-sampling.js'
import { NodeMeasures } from '../../src/admin/measures/node-measures.js'
import { AdminApi } from '../support/admin-api.js'
import { type Answer, WholeServer } from '../support/whole-server.js'

let server: WholeServer
let api: AdminApi
beforeAll(async () => {
  server = await WholeServer.start()
  api = new AdminApi(server)
  await server.signUp()
})
afterAll(() => server?.close())

const entries = (answer: Answer) => answer.json.data as Record<string, unknown>[]

describe('the operation', () => {
  it.each([
    ['firehose', { head: expect.any(Number), pruned: 0, subscribers: [] }],
    ['crawlers', { data: [] }],
    ['domains', { data: [{ domain: 'test', pinned: false }] }],
    ['branding', { serviceName: 'localhost PDS', sheetPath: expect.stringContaining('theme.css') }],
  ])('is shown: %s', async (path, expected) => {
    const { status, json } = await api.get(path)
    expect({ status, json }).toMatchObject({ status: 200, json: expected })
  })

  it('shows queues and what is in them', async () => {
    const queues = entries(await api.get('queues')).map(({ name }) => name)
    expect(queues).toEqual(expect.arrayContaining(['housekeeping', 'mail']))
    const delayed = entries(await api.get('queues/housekeeping/jobs?state=delayed'))
    expect(delayed.length).toBeGreaterThan(0)
    const { id } = delayed[0] as { id: string }
    expect((await api.get(`queues/housekeeping/jobs/${encodeURIComponent(id)}`)).json).toMatchObject({
      state: 'delayed',
    })
    expect((await api.get('queues/housekeeping/jobs?state=sad')).status).toBe(400)
  })

  it('shows what the server does every so often, and how that went', async () => {
    await server.sql(`INSERT INTO housekeeping_run (task, started_at, ended_at, failure) VALUES
      ('expired measures', now(), now(), 'no room'), ('of a former release', now(), now(), NULL)
      ON CONFLICT (task) DO UPDATE SET failure = excluded.failure`)
    const tasks = entries(await api.get('housekeeping'))
    expect(tasks.find(({ name }) => name === 'expired measures')).toMatchObject({
      ...{ everyMs: 3_600_000, lastRun: { succeeded: false, failure: 'no room' } },
    })
    expect(tasks.map(({ name }) => name)).not.toContain('of a former release')
    const codes = async () =>
      ((await api.get('overview')).json.attention as { code: string }[]).map(({ code }) => code)
    expect(await codes()).toEqual(['housekeeping_failed'])
    await server.sql('DELETE FROM housekeeping_run')
    expect(await codes()).toEqual([])
  })

  it('shows settings, and never secrets', async () => {
    const settings = entries(await api.get('settings'))
    const find = (env: string) => settings.find((one) => one.env === env)
    expect(find('PDS_DEV_MODE')).toMatchObject({ value: 'true', source: 'environment', pinned: true })
    expect(find('PDS_AUDIT_RETENTION_DAYS')).toMatchObject({ value: '400', source: 'default', pinned: false })
    expect(find('PDS_ADMIN_PASSWORD')).not.toHaveProperty('value')
    expect(JSON.stringify(settings)).not.toContain('jwt-secret-of-the-tests')
  })
})

describe('measures', () => {
  it('are taken, and read as charts', async () => {
    await server.app.get(GaugeSampling, { strict: false }).run()
    await server.app.get(NodeMeasures, { strict: false }).write()
    await server.app.get(BlobSampling, { strict: false }).run()
    await server.app.get(GaugeSampling, { strict: false }).run()
    for (const bucket of ['minute', 'hour', 'day']) {
      const { status, json } = await api.get(`measures?keys=accounts.total,xrpc.requests&bucket=${bucket}`)
      expect([status, json.bucket]).toEqual([200, bucket])
      const [total, requests] = json.data as { kind: string; total: number; data: object[] }[]
      // Of a gauge the mean counts: there were fewer accounts when it was first looked at.
      expect(total).toMatchObject({ kind: 'gauge', total: expect.any(Number) })
      expect(total!.total).toBeGreaterThan(0)
      expect(requests!.total).toBeGreaterThan(0)
    }
    const all = entries(await api.get('measures'))
    const found = new Set(all.filter(({ data }) => (data as unknown[]).length > 0).map(({ key }) => key))
    for (const key of [
      'accounts.created',
      'xrpc.requests',
      'plc.requests',
      'xrpc.latencyP95',
      'process.memory',
    ])
      expect(found).toContain(key)
    for (const key of ['firehose.subscribers', 'jobs.oldestAge', 'blob.bytes']) expect(found).toContain(key)
    expect(all.find(({ key }) => key === 'blob.bytes')).toMatchObject({ unit: 'bytes', group: 'content' })
  })

  it('are added up, and nothing is counted twice', async () => {
    const node = server.app.get(NodeMeasures, { strict: false })
    const requests = async () =>
      Number(entries(await api.get('measures?keys=xrpc.requests&bucket=day'))[0]!.total)
    await node.write()
    const before = await requests()
    for (let i = 0; i < 3; i++) await server.get('com.atproto.server.describeServer')
    await node.write()
    await node.write()
    expect(await requests()).toBe(before + 3)
  })

  it('tell which methods are called most, and how long that takes', async () => {
    const methods = entries(await api.get('measures/methods'))
    const describe = methods.find(({ method }) => method === 'com.atproto.server.describeServer')
    expect(describe).toMatchObject({ requests: expect.any(Number), clientErrors: 0, serverErrors: 0 })
    expect(Number(describe!.requests)).toBeGreaterThanOrEqual(3)
    expect(Number(describe!.p50)).toBeGreaterThan(0)
    expect(Number(describe!.p99)).toBeGreaterThanOrEqual(Number(describe!.p50))
    const counts = methods.map(({ requests: count }) => Number(count))
    expect(counts).toEqual([...counts].sort((one, other) => other - one))
    expect((await api.get('measures/methods?from=never')).json.code).toBe('invalid_request')
  })

  it.each([
    'keys=colour',
    'group=colours',
    'bucket=week',
    'from=never',
    'to=2020-01-01T00:00:00Z&from=2021-01-01T00:00:00Z',
    'keys=a&keys=b',
  ])('are not read by %s', async (query) => {
    const { status, json } = await api.get(`measures?${query}`)
    expect([status, json.code]).toEqual([400, 'invalid_request'])
  })

  it('are forgotten in time', async () => {
    await server.sql(`UPDATE admin_measure SET at = at - interval '25 hours' WHERE bucket = 'minute'`)
    expect(await server.app.get(ExpiredMeasures, { strict: false }).run()).toBeGreaterThan(0)
    expect(
      await server.sql(
        `SELECT key FROM admin_measure WHERE bucket = 'minute' AND at < now() - interval '24 hours'`,
      ),
    ).toEqual([])
    expect(await server.sql(`SELECT key FROM admin_measure WHERE bucket = 'hour'`)).not.toEqual([])
  })
})

describe('the description', () => {
  it('is served to everybody', async () => {
    const { status, json } = await server.request('GET', '/admin/openapi.json')
    expect([status, json.openapi]).toEqual([200, '3.1.0'])
  })
})

describe('the overview', () => {
  it('says whether that is there which the service depends on', async () => {
    const { status, json } = await api.get('overview/health')
    expect(status).toBe(200)
    const parts = Object.fromEntries(
      (json.data as { part: string; state: string }[]).map(({ part, state }) => [part, state]),
    )
    expect(parts).toMatchObject({ database: 'ok', blobStore: 'ok', relays: 'unset', providers: 'unset' })
    expect(['ok', 'quiet']).toContain(parts.plc)
  })

  it('says how many accounts there are', async () => {
    const { status, json } = await api.get('overview')
    expect(status).toBe(200)
    expect(json).toMatchObject({ accounts: { total: expect.any(Number) }, openReports: 0, attention: [] })
  })
})
