import { isIP, type LookupFunction } from 'node:net'
import { Injectable, type OnApplicationShutdown, Optional } from '@nestjs/common'
import { Agent, request, type Dispatcher } from 'undici'
import { ServiceConfig } from '../config/index.js'
import { inSpan, Metrics, type SpanFacts, type SpanStart, Tallies, traceCarrier } from '../telemetry/index.js'
import { AnswerReceiver } from './answer-receiver.js'
import { guardedLookup } from './guarded-lookup.js'
import { HostLookup } from './host-lookup.js'
import { LimitedBody } from './limited-body.js'
import type { OpenAnswer } from './open-answer.js'
import { OutboundConfig } from './outbound.config.js'
import { OutboundError } from './outbound-error.js'
import { asOutboundError } from './outbound-failures.js'
import type { OutboundOpenOptions, OutboundOptions, OutboundReadOptions } from './outbound-options.js'
import { OutboundResponse } from './outbound-response.js'

const CONNECT_TIMEOUT_MS = 5_000
const KEEP_ALIVE_MS = 10_000
const HEADERS_MAX_BYTES = 32 * 1024
const CREDENTIALS = new Set(['authorization', 'cookie', 'dpop'])
const REDIRECTS = new Set([301, 302, 303, 307, 308])

/** Requests to other servers. */
@Injectable()
export class Outbound implements OnApplicationShutdown {
  readonly #agents: Agents
  /** Of requests that are passed on: by HTTP/2 where the other server has it. */
  readonly #passing: Agents
  readonly #trusted = new Set<string>()
  readonly #userAgent: string
  readonly #results = new Tallies('result')
  readonly #answered = this.#results.of('answered')

  constructor(
    private readonly config: OutboundConfig,
    service: ServiceConfig,
    metrics: Metrics,
    @Optional() hosts: HostLookup = new HostLookup(),
  ) {
    const options: Agent.Options = {
      connections: config.connectionsPerOrigin,
      keepAliveTimeout: KEEP_ALIVE_MS,
      maxHeaderSize: HEADERS_MAX_BYTES,
    }
    const lookup = guardedLookup(hosts)
    this.#agents = agentsOf(options, lookup)
    this.#passing = agentsOf({ ...options, allowH2: config.http2Allowed }, lookup)
    this.#userAgent = `guildhall/${service.version} (+${service.publicUrl})`
    metrics.expose(
      'pds_outbound_requests_total',
      'Requests to other servers by result: answered, or the kind of failure.',
      this.#results,
    )
  }

  /** Whether only public hosts are connected to; not so on machines where servers are tried. */
  get isProtected(): boolean {
    return !this.config.protectionDisabled
  }

  /**
   * Trusts an origin that the operator has configured, such as a PLC directory on the same machine: it may have a
   * private address and do without TLS, unless it was a stranger who named it ({@link OutboundOptions.toStranger}).
   * @param url any URL of that origin
   */
  trusted(url: string): void {
    this.#trusted.add(new URL(url).origin)
  }

  /**
   * Sends a request; resolves when the head of the answer is there, whatever its status.
   * @throws {OutboundError}
   */
  request(url: string | URL, options: OutboundOptions = {}): Promise<OutboundResponse> {
    return inSpan(
      () => spanOf(url, options),
      () => this.#request(url, options),
      statusOf,
    )
  }

  /**
   * Sends a request and hands over the answer as soon as its head is there, whatever its status, with the body as it
   * comes: for passing it on. Redirects are not followed.
   * @param origin of the other server: `https://api.example.com`
   * @param path with its query, as it is sent
   * @throws {OutboundError}
   */
  open(origin: string, path: string, options: OutboundOpenOptions): Promise<OpenAnswer> {
    return inSpan(
      () => spanOf(origin, options),
      () => this.#open(origin, path, options),
      statusOf,
    )
  }

  async #request(url: string | URL, options: OutboundOptions): Promise<OutboundResponse> {
    try {
      const response = await this.#follow(url, options)
      this.#answered.add()
      return response
    } catch (error) {
      const problem = asOutboundError(error, options.signal)
      this.#results.of(problem.failure).add()
      throw problem
    }
  }

  async #open(origin: string, path: string, options: OutboundOpenOptions): Promise<OpenAnswer> {
    const { responseMaxBytes, timeoutMs, signal } = options
    const receiver = new AnswerReceiver({
      bytesMax: responseMaxBytes ?? this.config.responseMaxBytes,
      timeoutMs: timeoutMs ?? this.config.timeoutMs,
      signal,
    })
    try {
      this.#agentFor(origin, this.#passing, options.toStranger).dispatch(
        { origin, path, ...this.#dispatchOptions(options) },
        receiver,
      )
    } catch (error) {
      receiver.refuse(error)
    }
    try {
      const answer = await receiver.head
      this.#answered.add()
      return answer
    } catch (error) {
      this.#results.of((error as OutboundError).failure).add()
      throw error
    }
  }

  /**
   * The body of a 2xx answer as text.
   * @throws {OutboundError}
   */
  async getText(url: string | URL, options: OutboundReadOptions = {}): Promise<string> {
    return (await this.#get(url, options)).text()
  }

  /**
   * The body of a 2xx answer as JSON.
   * @throws {OutboundError}
   */
  async getJson(url: string | URL, options: OutboundReadOptions = {}): Promise<unknown> {
    const headers = { accept: 'application/json', ...options.headers }
    return (await this.#get(url, { ...options, headers })).json()
  }

  async onApplicationShutdown(): Promise<void> {
    const all = [this.#agents, this.#passing].flatMap(({ guarded, open }) => [guarded, open])
    await Promise.all(all.map((agent) => agent.destroy()))
  }

  async #get(url: string | URL, options: OutboundReadOptions): Promise<OutboundResponse> {
    const response = await this.request(url, options)
    const { status, contentType } = response
    if (status < 200 || status > 299) {
      response.discard()
      throw new OutboundError('status', `the server answered ${status}`, status)
    }
    if (options.contentTypes && !options.contentTypes.includes(contentType)) {
      response.discard()
      throw new OutboundError('contentType', `the server answered with "${contentType}"`, status)
    }
    return response
  }

  async #follow(url: string | URL, options: OutboundOptions): Promise<OutboundResponse> {
    const { redirectsMax, timeoutMs = this.config.timeoutMs } = options
    const limit = timeoutMs > 0 ? AbortSignal.timeout(timeoutMs) : undefined
    const signals = [limit, options.signal].filter((signal) => signal !== undefined)
    const signal = signals.length > 1 ? AbortSignal.any(signals) : signals[0]
    let target = parse(url)
    let { headers } = options
    for (let followed = 0; ; followed++) {
      const response = await this.#send(target, { ...options, headers }, signal)
      const location = response.header('location')
      if (redirectsMax === undefined || !REDIRECTS.has(response.status) || location === undefined)
        return response
      response.discard()
      if (followed === redirectsMax)
        throw new OutboundError('redirect', 'the server redirects', response.status)
      const next = parse(location, target)
      if (next.origin !== target.origin) headers = withoutCredentials(headers)
      target = next
    }
  }

  async #send(
    url: URL,
    options: OutboundOptions,
    signal: AbortSignal | undefined,
  ): Promise<OutboundResponse> {
    const { responseMaxBytes = this.config.responseMaxBytes } = options
    const { statusCode, headers, body } = await request(url, {
      dispatcher: this.#agentFor(url.origin, this.#agents, options.toStranger),
      ...this.#dispatchOptions(options),
      ...(signal ? { signal } : {}),
    })
    const limited = LimitedBody.of(body, headers['content-length'], responseMaxBytes, options.signal)
    return new OutboundResponse(statusCode, headers, limited, responseMaxBytes)
  }

  #dispatchOptions(options: OutboundOpenOptions) {
    return {
      method: (options.method ?? 'GET') as Dispatcher.HttpMethod,
      // Strangers need not know how requests here belong together.
      headers: {
        'user-agent': this.#userAgent,
        ...(!options.toStranger && traceCarrier()),
        ...options.headers,
      },
      body: options.body ?? null,
      headersTimeout: options.headersTimeoutMs ?? this.config.timeoutMs,
      bodyTimeout: options.bodyTimeoutMs ?? this.config.timeoutMs,
    }
  }

  /** @throws {OutboundError} when the origin itself is one we do not connect to */
  #agentFor(origin: string, { guarded, open }: Agents, toStranger = false): Agent {
    if (this.config.protectionDisabled) return open
    if (!toStranger && this.#trusted.has(origin)) return open
    const url = new URL(origin)
    if (url.protocol !== 'https:') throw new OutboundError('forbidden', 'only https is allowed')
    // Addresses are not looked up, so the check at the connection would never see them.
    if (isIP(url.hostname.replace(/^\[|\]$/g, '')))
      throw new OutboundError('forbidden', 'the host must be a name')
    return guarded
  }
}

/** Connections to public addresses only, and to any. */
interface Agents {
  guarded: Agent
  open: Agent
}

function agentsOf(options: Agent.Options, lookup: LookupFunction): Agents {
  const connect = { timeout: CONNECT_TIMEOUT_MS }
  return {
    guarded: new Agent({ ...options, connect: { ...connect, lookup } }),
    open: new Agent({ ...options, connect }),
  }
}

function parse(url: string | URL, base?: URL): URL {
  if (!URL.canParse(String(url), base?.href)) throw new OutboundError('forbidden', 'not a URL')
  const parsed = new URL(url, base)
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') {
    throw new OutboundError('forbidden', 'only https is allowed')
  }
  if (parsed.username || parsed.password) throw new OutboundError('forbidden', 'credentials in a URL')
  return parsed
}

/** No path: it may name members. */
function spanOf(url: string | URL, { method = 'GET' }: OutboundOpenOptions): SpanStart {
  const host = URL.canParse(String(url)) ? new URL(url).host : ''
  const attributes = { 'http.request.method': method, 'server.address': host }
  return { kind: 'client', name: `${method} ${host}`, attributes }
}

function statusOf({ status }: { status: number }): SpanFacts {
  return { 'http.response.status_code': status }
}

/** What was meant for one server must not reach another. */
function withoutCredentials(headers: OutboundOptions['headers'] = {}): OutboundOptions['headers'] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase())))
}
