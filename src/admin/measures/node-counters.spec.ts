import { readFileSync } from 'node:fs'
import { Metrics, type ProcessVitals, SECONDS, Tallies, Timings } from '../../telemetry/index.js'
import { COUNTED_METRICS } from './counted-metrics.js'
import { ALL_METHODS, quantileOf } from './method-calls.js'
import { NO_TOTALS, NodeCounters, totalsSince } from './node-counters.js'

const METHOD = 'com.example.method'

describe('what a node has counted', () => {
  let requests: Timings
  let signIns: Tallies
  let counters: NodeCounters
  beforeEach(() => {
    const metrics = new Metrics()
    requests = new Timings(SECONDS, 'route', 'status')
    signIns = new Tallies('result')
    metrics.expose('pds_http_request_seconds', 'Requests.', requests)
    metrics.expose('pds_sign_ins_total', 'Sign-ins.', signIns)
    counters = new NodeCounters(metrics, {} as ProcessVitals)
  })
  const call = (method: string, status: string, seconds: number) =>
    requests.of(method, status).observe(seconds)

  it('is read off the metrics, methods one by one and together', async () => {
    call(METHOD, '2xx', 0.002)
    call(METHOD, '4xx', 0.002)
    call('com.example.other', '5xx', 60)
    call('/admin/v1/overview', '2xx', 1)
    signIns.of('ok').add(3)
    signIns.of('AuthenticationRequired').add()
    const { measures, methods } = await counters.totals()
    expect([...methods.keys()]).toEqual([METHOD, ALL_METHODS, 'com.example.other'])
    expect(methods.get(METHOD)).toMatchObject({ clientErrors: 1, serverErrors: 0 })
    expect(methods.get(METHOD)!.counts).toEqual([0, 2, ...new Array<number>(SECONDS.length - 1).fill(0)])
    expect(methods.get('com.example.other')!.counts.at(-1)).toBe(1)
    expect(Object.fromEntries(measures)).toMatchObject({
      ...{ 'xrpc.requests': 3, 'xrpc.clientErrors': 1, 'xrpc.errors': 1 },
      ...{ 'signin.success': 3, 'signin.failure': 1 },
    })
  })

  it('is what came since, and nothing of what did not', async () => {
    call(METHOD, '2xx', 0.002)
    signIns.of('ok').add(3)
    const before = await counters.totals()
    call(METHOD, '2xx', 0.002)
    const since = totalsSince(await counters.totals(), before)
    expect(Object.fromEntries(since.measures)).toEqual({ 'xrpc.requests': 1 })
    expect(since.methods.get(METHOD)!.counts[1]).toBe(1)
    const none = totalsSince(await counters.totals(), await counters.totals())
    expect([none.measures.size, none.methods.size]).toEqual([0, 0])
    expect(totalsSince(NO_TOTALS, before)).toEqual(NO_TOTALS)
  })
})

describe('metrics that measures are made of', () => {
  it('are those that nodes have: all are explained to operators', () => {
    const explained = readFileSync('docs/operator/observability.md', 'utf8')
    for (const { metric } of COUNTED_METRICS) expect(explained).toContain(`| \`${metric}\` |`)
  })
})

describe('how long calls took', () => {
  const counts = (...pairs: [number, number][]) =>
    SECONDS.map((bound) => pairs.find(([each]) => each === bound)?.[1] ?? 0)

  it('is told by the range that a share falls into', () => {
    const all = counts([0.001, 50], [0.01, 50])
    expect(quantileOf(all, 0.5)).toBeCloseTo(0.001)
    expect(quantileOf(all, 0.75)).toBeCloseTo(0.0075)
    expect(quantileOf(all, 1)).toBeCloseTo(0.01)
  })

  it('is as long as ranges go where it was longer, and is not known where there were none', () => {
    expect(quantileOf([...counts(), 5], 0.99)).toBe(SECONDS.at(-1))
    expect(quantileOf(counts(), 0.5)).toBeUndefined()
    expect(quantileOf([], 0.5)).toBeUndefined()
  })
})
