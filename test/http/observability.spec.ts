import { com } from '@guildhall/lexicon'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { parse } from 'yaml'
import { eventually } from '../support/eventually.js'
import { Exposition } from '../support/exposition.js'
import { bearer, WholeServer } from '../support/whole-server.js'

const ROOT = join(import.meta.dirname, '..', '..')
const RUNBOOK = 'docs/operator/runbook.md'
const START_MAX_MS = 120_000
const TOKEN = 'a-token-for-metrics-only'
const GUESSES = 31
/** Metrics of the process, which the library names. */
const OF_THE_PROCESS = /^(process|nodejs)_/

const { createSession, requestPasswordReset } = com.atproto.server
const { createRecord, uploadBlob } = com.atproto.repo

interface Alert {
  alert: string
  expr: string
  for: string
  labels: { severity: string }
  annotations: { summary: string; runbook_url: string }
}

interface Panel {
  title: string
  type: string
  description?: string
  targets?: { expr: string }[]
}

const fileOf = (path: string) => readFile(join(ROOT, path), 'utf8')

describe('what operators watch', () => {
  let server: WholeServer
  let shown: Exposition
  let alerts: Alert[]
  let panels: Panel[]
  beforeAll(async () => {
    server = await WholeServer.start({
      PDS_METRICS_TOKEN: TOKEN,
      PDS_RATE_LIMITS_ENABLED: 'true',
      PDS_SIGN_IN_LOCK_ENABLED: 'false',
      // The first task of housekeeping that comes.
      PDS_RELAY_CHECK_INTERVAL_MS: '1000',
      // Nobody listens there: calls that are passed on fail, and are counted.
      PDS_BSKY_APP_VIEW_URL: 'http://localhost:9',
      PDS_BSKY_APP_VIEW_DID: 'did:web:app.example.com',
    })
    await useEverything(server)
    const { bytes } = await server.request('GET', '/metrics', bearer(TOKEN))
    shown = new Exposition(bytes.toString())
    const rules = parse(await fileOf('config/prometheus/alerts.yml')) as { groups: { rules: Alert[] }[] }
    alerts = rules.groups.flatMap((group) => group.rules)
    panels = (JSON.parse(await fileOf('config/grafana/guildhall.json')) as { panels: Panel[] }).panels
  }, START_MAX_MS)
  afterAll(() => server?.close())

  it('alerts ask for metrics and labels that the server has', () => {
    expect(alerts.length).toBeGreaterThanOrEqual(20)
    expect(
      alerts.flatMap(({ alert, expr }) => shown.missing(expr).map((each) => `${alert}: ${each}`)),
    ).toEqual([])
  })

  it('the dashboard does as well, in every panel', () => {
    const graphs = panels.filter(({ type }) => type !== 'row')
    expect(graphs.length).toBeGreaterThan(20)
    for (const { targets, description } of graphs)
      expect([targets?.length, description]).toEqual([expect.any(Number), expect.any(String)])
    const wrong = graphs.flatMap(({ title, targets }) =>
      targets!.flatMap(({ expr }) => shown.missing(expr).map((each) => `${title}: ${each}`)),
    )
    expect(wrong).toEqual([])
  })

  it('each alert has a section of the runbook that says what it means and what to do', async () => {
    const runbook = await fileOf(RUNBOOK)
    for (const { alert, annotations, labels } of alerts) {
      expect(annotations.runbook_url).toBe(`${RUNBOOK}#${alert.toLowerCase()}`)
      expect(['critical', 'warning']).toContain(labels.severity)
      const [, section = ''] = runbook.split(`### ${alert}\n`)
      expect([alert, section.includes('\n- Look: '), section.includes('\n- Do: ')]).toEqual([
        alert,
        true,
        true,
      ])
      expect(section).toContain(annotations.summary)
    }
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length)
  })

  it('every metric is explained, and none that does not exist', async () => {
    const page = await fileOf('docs/operator/observability.md')
    const explained = [...page.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name!)
    const own = [...shown.help.keys()].filter((name) => !OF_THE_PROCESS.test(name))
    expect(explained.sort()).toEqual(own.sort())
  })

  it('a slip in an expression is found', () => {
    expect(
      shown.missing('sum by (route) (rate(pds_http_request_seconds_count{status="5xx"}[5m])) > 0'),
    ).toEqual([])
    expect(shown.missing('rate(pds_http_requests_total[5m]) / 2')).toEqual([
      'there is no pds_http_requests_total',
    ])
    expect(shown.missing('max by (nsid) (pds_http_request_seconds_sum{state!~"a{1}"})')).toEqual([
      'pds_http_request_seconds_sum has no label state',
      'pds_http_request_seconds_sum has no label nsid',
    ])
  })

  it('no label takes values that clients choose', async () => {
    const { bytes } = await server.request('GET', '/metrics', bearer(TOKEN))
    for (const chosen of ['com.example', 'example.com', '.test', 'did:plc'])
      expect(bytes.toString()).not.toContain(`="${chosen}`)
  })
})

/** Does something of everything that is counted. */
async function useEverything(server: WholeServer): Promise<void> {
  const member = await server.signUp()
  const auth = bearer(member.accessJwt)
  const note = { $type: 'com.example.note' }
  await server.post(createRecord.nsid, { repo: member.did, collection: note.$type, record: note }, auth)
  await server.post(
    createRecord.nsid,
    { repo: member.did, collection: 'app.bsky.feed.post', record: {} },
    auth,
  )
  await server.request('POST', `/xrpc/${uploadBlob.nsid}`, { ...auth, 'content-type': 'text/plain' }, 'text')
  await server.get('app.bsky.actor.getPreferences', {}, auth)
  await server.get('app.bsky.feed.getTimeline', {}, auth)
  await server.get('com.example.unknown', {}, auth)
  await server.request('GET', '/no/such/page')
  for (let i = 0; i < GUESSES; i++)
    await server.post(createSession.nsid, { identifier: 'nobody.test', password: 'a' })
  await server.post(requestPasswordReset.nsid, { email: member.email })
  await eventually(async () => hasLine(server, 'pds_mails_total{'), 'a mail sent')
  await eventually(async () => hasLine(server, 'pds_housekeeping_seconds_count{'), 'a task of housekeeping')
  const reader = new WebSocket(
    `${server.url.replace('http', 'ws')}/xrpc/${com.atproto.sync.subscribeRepos.nsid}`,
  )
  await once(reader, 'open')
  reader.terminate()
}

async function hasLine(server: WholeServer, start: string): Promise<boolean> {
  const { bytes } = await server.request('GET', '/metrics', bearer(TOKEN))
  return bytes.toString().includes(`\n${start}`)
}
