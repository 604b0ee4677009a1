import { com } from '@guildhall/lexicon'
import { eventually } from '../support/eventually.js'
import { OtlpCollector, plain, type ReceivedSpan } from '../support/otlp-collector.js'
import { ServerProcess } from './server-process.js'

const { createAccount, requestPasswordReset } = com.atproto.server
const START_MAX_MS = 60_000
const REQUEST_ID = 'a-request-that-is-looked-for'
const CLIENT_TRACE = 'aaaabbbbccccddddeeeeffff00001111'
const SERVER_KIND = 2
const CONSUMER_KIND = 5

describe('a server with a collector of OpenTelemetry', () => {
  let collector: OtlpCollector
  let server: ServerProcess
  beforeAll(async () => {
    collector = await OtlpCollector.start()
    server = await ServerProcess.create({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_METRIC_EXPORT_INTERVAL: '500',
      OTEL_BSP_SCHEDULE_DELAY: '200',
      OTEL_BLRP_SCHEDULE_DELAY: '200',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    })
    await server.start()
    const body = { handle: 'alice.test', email: 'alice@example.com', password: 'a good password' }
    expect((await call(createAccount.nsid, body)).status).toBe(200)
  }, START_MAX_MS)
  afterAll(async () => {
    await server?.remove()
    await collector?.stop()
  })

  const call = (nsid: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/xrpc/${nsid}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
  const spanOf = (name: string, more: Partial<ReceivedSpan> = {}) =>
    collector.spans.find(
      (span) =>
        span.name === name &&
        Object.entries(more).every(([key, value]) => span[key as keyof ReceivedSpan] === value),
    )

  it('sends a span for each call, named after its method, with the statements below it', async () => {
    await eventually(async () => spanOf(createAccount.nsid) !== undefined, 'the span of createAccount')
    const span = spanOf(createAccount.nsid)!
    expect(span.kind).toBe(SERVER_KIND)
    expect(plain(span.attributes)).toMatchObject({
      'http.request.method': 'POST',
      'http.route': `/xrpc/${createAccount.nsid}`,
      'http.response.status_code': '200',
    })
    const { traceId } = span
    await eventually(async () => spanOf('postgresql transaction', { traceId }) !== undefined)
    const statements = collector.spans.filter((each) => each.traceId === traceId && each !== span)
    expect(statements.some(({ name }) => name.startsWith('POST '))).toBe(true)
    expect(collector.resources[0]).toMatchObject({
      'service.name': 'guildhall',
      'deployment.environment.name': 'test',
    })
  })

  it("goes on with a client's trace, through the queue to the mail that is sent", async () => {
    const traceparent = `00-${CLIENT_TRACE}-1122334455667788-01`
    const headers = { traceparent, 'x-request-id': REQUEST_ID }
    const { status } = await call(requestPasswordReset.nsid, { email: 'alice@example.com' }, headers)
    expect(status).toBe(200)
    await eventually(
      async () => spanOf('process mail', { traceId: CLIENT_TRACE }) !== undefined,
      'the span of the job',
    )
    expect(spanOf('process mail', { traceId: CLIENT_TRACE })).toMatchObject({ kind: CONSUMER_KIND })
    expect(spanOf(requestPasswordReset.nsid)).toMatchObject({
      traceId: CLIENT_TRACE,
      parentSpanId: '1122334455667788',
    })
  })

  it('sends its log, with the ids of traces and requests', async () => {
    const ofRequest = () => collector.logs.filter(({ traceId }) => traceId === CLIENT_TRACE)
    await eventually(async () => ofRequest().length > 1, 'lines of the request and of the job')
    for (const { attributes } of ofRequest())
      expect(plain(attributes)).toMatchObject({ requestId: REQUEST_ID })
    const contexts = new Set(ofRequest().map(({ attributes }) => plain(attributes).context))
    expect(contexts.has('Requests')).toBe(true)
    expect(contexts.size).toBeGreaterThan(1)
  })

  it('sends what Prometheus could read, and business counters under the names of the reference', async () => {
    const named = (name: string) => collector.metrics.findLast((metric) => metric.name === name)
    await eventually(async () => named('account.created')?.sum?.dataPoints[0] !== undefined, 'the counter')
    expect(named('account.created')!.sum).toMatchObject({ isMonotonic: true, dataPoints: [{ asDouble: 1 }] })
    expect(plain(named('session.created')!.sum!.dataPoints[0]!.attributes)).toEqual({
      source: createAccount.nsid,
    })
    const { unit, histogram } = named('pds_http_request_seconds')!
    const point = histogram!.dataPoints.find(
      ({ attributes }) => plain(attributes).route === createAccount.nsid,
    )!
    expect(unit).toBe('s')
    expect(point.bucketCounts.map(Number).reduce((a, b) => a + b)).toBe(Number(point.count))
    expect(Number(point.count)).toBe(1)
    expect(named('pds_sequencer_leading')!.gauge!.dataPoints).toMatchObject([{ asDouble: 1 }])
  })

  it('sends what is left before it stops', async () => {
    await call(requestPasswordReset.nsid, { email: 'nobody@example.com' }, { 'x-request-id': 'the last one' })
    expect(await server.stop()).toEqual({ code: 0, signal: null })
    expect(collector.logs.some(({ body }) => body?.stringValue === 'stopping')).toBe(true)
    expect(collector.spans.filter(({ name }) => name === requestPasswordReset.nsid)).toHaveLength(2)
  })
})

describe('a server with a place for metrics alone', () => {
  let collector: OtlpCollector
  let server: ServerProcess
  beforeAll(async () => {
    collector = await OtlpCollector.start()
    server = await ServerProcess.create({
      OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: `${collector.url}/v1/metrics`,
      OTEL_METRIC_EXPORT_INTERVAL: '200',
    })
    await server.start()
  }, START_MAX_MS)
  afterAll(async () => {
    await server?.remove()
    await collector?.stop()
  })

  it('sends these and nothing else, as protocol buffers unless it is told otherwise', async () => {
    await eventually(async () => collector.received.length > 3, 'metrics')
    expect(await server.stop()).toEqual({ code: 0, signal: null })
    const kinds = new Set(collector.received.map(({ path, type }) => `${path} ${type}`))
    expect(kinds).toEqual(new Set(['/v1/metrics application/x-protobuf']))
    expect(collector.received.every(({ bytes }) => bytes > 1_000)).toBe(true)
    expect(server.log).not.toContain('traceId')
  })
})
