import { com } from '@guildhall/lexicon'
import { RelayMonitor } from '../../src/sync/relay-monitor/relay-monitor.js'
import { AdminApi } from '../support/admin-api.js'
import { RelayServer } from '../support/relay-server.js'
import { bearer, WholeServer } from '../support/whole-server.js'

const { requestCrawl, getHostStatus, listHosts } = com.atproto.sync
const START_MAX_MS = 60_000
const INTERVAL_MS = 1_000

let relay: RelayServer
let server: WholeServer | undefined

beforeEach(async () => {
  relay = await RelayServer.start()
})
// A server that waited for its relays would not end within the time that a hook has.
afterEach(async () => {
  await server?.close()
  server = undefined
  await relay?.close()
})

const start = async (env: Record<string, string> = {}) => {
  server = await WholeServer.start({
    PDS_CRAWLERS: `${relay.url}/`,
    PDS_CRAWL_INTERVAL_MS: String(INTERVAL_MS),
    PDS_CRAWL_RETRY_MS: '100',
    ...env,
  })
  return server
}
const stateOf = async () => (await server!.sql<Record<string, unknown>>('SELECT * FROM crawler'))[0]!

/** Waits until a relay's state is as wanted: it is stored after the relay was answered. */
async function untilState(
  holds: (state: Record<string, unknown>) => boolean,
): Promise<Record<string, unknown>> {
  for (;;) {
    const state = await stateOf()
    if (holds(state)) return state
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('a relay', () => {
  it(
    'that does not keep up, or does not pass accounts on, is noticed',
    async () => {
      const { app } = await start({ PDS_RELAY_CHECK_INTERVAL_MS: '3600000', PDS_RELAY_LAG_MAX: '0' })
      await relay.untilAsked(1)
      const [host, run] = [new URL(relay.url).host, () => app.get(RelayMonitor, { strict: false }).run()]
      // As housekeeping does, which is an hour away.
      await run()
      await untilState(({ checked_at: at }) => at !== null)
      const api = new AdminApi(server!)
      const ask = async (host: string) => (await api.post(`crawlers/${host}/request-crawl`, {})).status
      expect([await ask(new URL(relay.url).host), await ask('relay.test')]).toEqual([204, 404])
      const events = ['account.throttled', 'relay.lag', 'relay.banned', 'relay.unreachable']
      expect((await api.post('webhooks', { url: 'http://localhost:9/', events })).status).toBe(201)
      const told = async () =>
        (await server!.sql<{ type: string }>('SELECT type FROM webhook_delivery ORDER BY id')).map(
          ({ type }) => type,
        )
      const attention = async () =>
        ((await api.get('overview')).json.attention as { code: string }[])
          .map(({ code }) => code)
          // Nobody listens to the webhook.
          .filter((code) => code !== 'webhook_failing')
      await server!.signUp()
      const { did } = await server!.signUp()

      relay.seq = Number.MAX_SAFE_INTEGER
      relay.throttled.add(did)
      for (let times = 0; times < 2; times++) await run()
      expect((await api.get('crawlers/withheld-accounts')).json).toMatchObject({
        ...{ count: 1, data: [{ did, host, status: 'throttled' }] },
      })
      expect([await attention(), await told()]).toEqual([['accounts_throttled'], ['account.throttled']])

      relay.throttled.clear()
      relay.seq = 0
      await run()
      expect(await attention()).toEqual([])
      await run()
      expect(await attention()).toEqual(['relay_behind'])
      const [crawler] = (await api.get('crawlers')).json.data as object[]
      expect(crawler).toMatchObject({ host, status: 'active', trouble: 'behind', lag: expect.any(Number) })

      relay.hostStatus = 'banned'
      await run()
      expect(await attention()).toEqual(['relay_banned'])
      await relay.close()
      for (let times = 0; times < 4; times++) await run()
      expect(await attention()).toEqual(['relay_unreachable'])
      expect(await told()).toEqual(['account.throttled', 'relay.lag', 'relay.banned', 'relay.unreachable'])
    },
    START_MAX_MS,
  )

  it(
    'is asked at the start, and again at the end of the interval when something happened meanwhile',
    async () => {
      const { url } = await start()
      await relay.untilAsked(1)
      await server!.signUp()
      await relay.untilAsked(2)
      expect(relay.asked).toEqual(Array(2).fill(new URL(url).host))
      const state = await untilState(({ succeeded_at }) => succeeded_at !== null)
      expect(state).toMatchObject({ url: relay.url, failures: 0, error: null })
    },
    START_MAX_MS,
  )

  it(
    'that refuses is asked again, and what it said is kept',
    async () => {
      relay.status = 400
      await start()
      await relay.untilAsked(2)
      const failed = await untilState(({ failures }) => (failures as number) > 0)
      expect(failed).toMatchObject({ error: '400 HostBanned', succeeded_at: null })
      relay.status = 200
      await untilState(({ succeeded_at, failures }) => succeeded_at !== null && failures === 0)
    },
    START_MAX_MS,
  )

  it(
    'that never answers holds up neither writes nor the end of the server',
    async () => {
      relay.status = undefined
      await start()
      await relay.untilAsked(1)
      const member = await server!.signUp()
      const record = { $type: 'com.example.note', text: 'written' }
      const { status } = await server!.post(
        com.atproto.repo.createRecord.nsid,
        { repo: member.did, collection: 'com.example.note', record, validate: false },
        bearer(member.accessJwt),
      )
      expect(status).toBe(200)
    },
    START_MAX_MS,
  )

  it(
    'is not asked on behalf of a machine that nobody can reach',
    async () => {
      await start({ PDS_DEV_MODE: 'false' })
      expect(await server!.sql('SELECT FROM crawler')).toEqual([])
      expect(await server!.post(requestCrawl.nsid, { hostname: 'localhost' })).toMatchObject({
        status: 501,
        json: { error: 'MethodNotImplemented' },
      })
      expect(relay.asked).toEqual([])
    },
    START_MAX_MS,
  )
})

describe('requestCrawl', () => {
  it(
    'is passed on for this server, at the pace of the relays, and for no other',
    async () => {
      await start({ PDS_CRAWL_INTERVAL_MS: '3600000' })
      await relay.untilAsked(1)
      await untilState(({ succeeded_at }) => succeeded_at !== null)
      const ask = (hostname: string) => server!.post(requestCrawl.nsid, { hostname })
      expect((await ask('localhost')).status).toBe(200)
      expect(await ask('elsewhere.example')).toMatchObject({ status: 400, json: { error: 'InvalidRequest' } })
      const state = await stateOf()
      expect(Number(state.wanted_at)).toBeGreaterThan(Number(state.succeeded_at))
      server!.clock.advance(3_600_000)
      expect((await ask('localhost')).status).toBe(200)
      await relay.untilAsked(2)
    },
    START_MAX_MS,
  )
})

describe('hosts', () => {
  it(
    'are this one and no other',
    async () => {
      await start()
      const { status, json } = await server!.get(getHostStatus.nsid, { hostname: 'localhost' })
      expect([status, json]).toEqual([
        200,
        { hostname: 'localhost', seq: expect.any(Number), status: 'active' },
      ])
      expect(await server!.get(getHostStatus.nsid, { hostname: 'elsewhere.example' })).toMatchObject({
        status: 400,
        json: { error: 'HostNotFound' },
      })
      expect((await server!.get(listHosts.nsid)).json).toEqual({ hosts: [] })
    },
    START_MAX_MS,
  )
})
