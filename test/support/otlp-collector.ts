import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gunzipSync } from 'node:zlib'

/** A value in OTLP's JSON. */
interface AnyValue {
  stringValue?: string
  intValue?: string | number
  doubleValue?: number
  boolValue?: boolean
}

type Attributes = { key: string; value: AnyValue }[]

export interface ReceivedSpan {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  kind: number
  attributes: Attributes
}

export interface ReceivedMetric {
  name: string
  unit?: string
  sum?: { dataPoints: DataPoint[]; isMonotonic: boolean }
  gauge?: { dataPoints: DataPoint[] }
  histogram?: { dataPoints: (DataPoint & { count: number | string; bucketCounts: (number | string)[] })[] }
}

interface DataPoint {
  attributes: Attributes
  asDouble?: number
}

export interface ReceivedLog {
  traceId?: string
  severityText?: string
  body?: AnyValue
  attributes: Attributes
}

/** A collector that takes OTLP over HTTP, as JSON, and remembers everything. */
export class OtlpCollector {
  readonly spans: ReceivedSpan[] = []
  readonly metrics: ReceivedMetric[] = []
  readonly logs: ReceivedLog[] = []
  /** every request; what is not JSON is taken and not looked into */
  readonly received: { path: string; type: string; bytes: number }[] = []
  /** attributes of the resources that were named */
  readonly resources: Record<string, string>[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request).then((status) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end('{}'),
      )
    })
  }

  static async start(): Promise<OtlpCollector> {
    const collector = new OtlpCollector()
    collector.#server.listen(0, '127.0.0.1')
    await once(collector.#server, 'listening')
    return collector
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  async stop(): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #take(request: IncomingMessage): Promise<number> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const bytes = Buffer.concat(chunks)
    const { 'content-type': type = '' } = request.headers
    this.received.push({ path: request.url ?? '', type, bytes: bytes.length })
    if (type !== 'application/json') return 200
    const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
    const json = JSON.parse(text.toString()) as Received
    for (const { resource, scopeSpans = [] } of json.resourceSpans ?? []) {
      this.resources.push(plain(resource.attributes))
      this.spans.push(...scopeSpans.flatMap(({ spans }) => spans))
    }
    for (const { scopeMetrics = [] } of json.resourceMetrics ?? []) {
      this.metrics.push(...scopeMetrics.flatMap(({ metrics }) => metrics))
    }
    for (const { scopeLogs = [] } of json.resourceLogs ?? []) {
      this.logs.push(...scopeLogs.flatMap(({ logRecords }) => logRecords))
    }
    return request.url?.startsWith('/v1/') ? 200 : 404
  }
}

interface Received {
  resourceSpans?: { resource: { attributes: Attributes }; scopeSpans?: { spans: ReceivedSpan[] }[] }[]
  resourceMetrics?: { scopeMetrics?: { metrics: ReceivedMetric[] }[] }[]
  resourceLogs?: { scopeLogs?: { logRecords: ReceivedLog[] }[] }[]
}

/** Attributes as an object of texts. */
export function plain(attributes: Attributes): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]))
}
