import { com } from '@guildhall/lexicon'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { WebSocket } from 'ws'
import { MetricsListener } from '../../src/http/metrics/metrics-listener.js'
import { Metrics } from '../../src/telemetry/index.js'
import { bearer, WholeServer } from '../support/whole-server.js'
import { eventually } from '../support/eventually.js'

const { describeServer } = com.atproto.server
const { createRecord } = com.atproto.repo
const TOKEN = 'a token for metrics only'
const START_MAX_MS = 60_000
const AWAY_MS = 2_000
const LINES_MAX = 40

describe('a server that is looked after', () => {
  let server: WholeServer
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_METRICS_PORT: '0', PDS_METRICS_TOKEN: TOKEN })
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('says that it lives, and what it is ready for', async () => {
    expect((await server.request('GET', '/livez')).json).toEqual({ status: 'alive' })
    const { status, json } = await server.request('GET', '/readyz')
    expect({ status, json }).toEqual({
      status: 200,
      json: {
        status: 'ready',
        checks: { database: 'ok', migrations: 'ok', sequencer: 'ok', blobStore: 'ok' },
      },
    })
  })

  it('is not ready without its database, and lives all the same', async () => {
    const giveBack = await server.withoutDatabase()
    const ready = async () => (await server.request('GET', '/readyz')).status === 200
    await eventually(async () => !(await ready()), 'a node that is not ready')
    expect((await server.request('GET', '/readyz')).json).toMatchObject({
      status: 'notReady',
      checks: { database: 'Failed', blobStore: 'ok' },
    })
    expect((await server.request('GET', '/livez')).status).toBe(200)
    await giveBack()
    await eventually(ready, 'a node that is ready again')
  })

  it('does not fill its log while the database is away', async () => {
    const giveBack = await server.withoutDatabase()
    const before = server.lines.length
    await sleep(AWAY_MS)
    const lines = server.lines.slice(before).map(({ msg }) => String(msg))
    await giveBack()
    // Each queue may say so a few times.
    expect(lines.filter((line) => line.startsWith('the queue of')).length).toBeLessThan(LINES_MAX)
  })

  it('shows its numbers to whoever has the token, and to nobody else', async () => {
    await server.get(describeServer.nsid)
    const { status, bytes, headers } = await server.request('GET', '/metrics', bearer(TOKEN))
    expect(status).toBe(200)
    expect(headers['content-type']).toContain('text/plain')
    expect(bytes.toString()).toContain(
      `pds_http_request_seconds_count{route="${describeServer.nsid}",status="2xx"}`,
    )
    expect((await server.request('GET', '/metrics')).status).toBe(404)
    expect((await server.request('GET', '/metrics', bearer(`${TOKEN}s`))).status).toBe(404)
  })

  it('shows them on a port of their own as well', async () => {
    const url = `http://127.0.0.1:${server.app.get(MetricsListener).port}`
    expect((await fetch(`${url}/metrics`)).status).toBe(401)
    expect((await fetch(`${url}/other`, { headers: bearer(TOKEN) })).status).toBe(404)
    const answer = await fetch(`${url}/metrics`, { headers: bearer(TOKEN) })
    expect(await answer.text()).toContain('nodejs_eventloop_lag_seconds')
  })

  it('counts what is under way, and nothing of it when all is done', async () => {
    await Promise.all(Array.from({ length: 20 }, () => server.get(describeServer.nsid)))
    const text = (await server.request('GET', '/metrics', bearer(TOKEN))).bytes.toString()
    // The one that asks.
    expect(text).toContain('pds_requests_in_flight 1\n')
  })
})

describe('a server without a token for metrics', () => {
  let server: WholeServer
  beforeAll(async () => {
    server = await WholeServer.start()
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('shows them to nobody', async () => {
    for (const headers of [{}, bearer(''), bearer('undefined')]) {
      expect((await server.request('GET', '/metrics', headers)).status).toBe(404)
    }
    expect(server.app.get(MetricsListener).port).toBeUndefined()
  })
})

describe('a server with more to do than it can', () => {
  let server: WholeServer
  beforeAll(async () => {
    server = await WholeServer.start({ PDS_REQUESTS_IN_FLIGHT_MAX: '10', PDS_CONNECTIONS_MAX: '20' })
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('turns requests away at once, and takes them again when it can', async () => {
    const member = await server.signUp()
    const write = () =>
      server.post(
        createRecord.nsid,
        { repo: member.did, collection: 'com.example.note', record: { $type: 'com.example.note' } },
        bearer(member.accessJwt),
      )
    const firehose = new WebSocket(
      `${server.url.replace('http', 'ws')}/xrpc/${com.atproto.sync.subscribeRepos.nsid}`,
    )
    await once(firehose, 'open')
    const release = await lockRepos(server)
    const waiting = Array.from({ length: 10 }, write)
    await eventually(
      async () => (await server.get(describeServer.nsid)).status === 503,
      'requests turned away',
    )
    const refused = await server.get(describeServer.nsid)
    expect(refused.json).toMatchObject({ error: 'NotEnoughResources' })
    expect(refused.headers['retry-after']).toBe('1')
    expect(refused.headers['access-control-allow-origin']).toBe('*')
    // Whoever looks after the server gets in, and so do those who read along.
    expect((await server.request('GET', '/livez')).status).toBe(200)
    expect((await server.request('GET', '/xrpc/_health')).status).toBe(200)
    expect((await server.get(com.atproto.admin.getInviteCodes.nsid)).status).toBe(401)
    expect(firehose.readyState).toBe(WebSocket.OPEN)
    await release()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual(Array(10).fill(200))
    expect((await server.get(describeServer.nsid)).status).toBe(200)
    expect(server.lines.filter(({ msg }) => String(msg).startsWith('too many requests'))).toHaveLength(1)
    firehose.terminate()
  })

  it('closes connections of which there are too many, and has room again when others go', async () => {
    const sockets = await connectAll(Number(new URL(server.url).port), 25)
    const open = () => sockets.filter(({ closed }) => !closed).length
    await eventually(async () => open() <= 20, 'connections closed')
    expect(await server.app.get(Metrics).text()).toMatch(/pds_connections_refused_total [5-9]\n/)
    for (const socket of sockets) socket.destroy()
    await eventually(async () => (await fetch(`${server.url}/livez`).catch(() => undefined))?.status === 200)
  })
})

/** Connections of clients that say nothing. */
async function connectAll(port: number, count: number): Promise<Socket[]> {
  const sockets = Array.from({ length: count }, () => connect(port, 'localhost'))
  for (const socket of sockets) socket.on('error', () => undefined)
  await Promise.all(sockets.map((socket) => once(socket, 'connect')))
  return sockets
}

/** Nobody can write until the returned function is called. */
async function lockRepos(server: WholeServer): Promise<() => Promise<void>> {
  const client = await server.connect()
  await client.query('BEGIN; LOCK TABLE repo IN EXCLUSIVE MODE')
  return () => client.end()
}
