import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Readable } from 'node:stream'
import { type OpenAnswer, Outbound, OutboundError, type StopSignal } from '../outbound/index.js'
import { Refusal } from '../refusal.js'
import { Log, Metrics, SECONDS, Timings } from '../telemetry/index.js'
import { CallTokens } from './call-tokens.js'
import { failureOf } from './failure-of.js'
import { ProxyConfig } from './proxy.config.js'
import { ServiceUnreachable } from './proxy.errors.js'
import { refusalOf } from './refusal-of.js'
import { nameOf, type Service } from './service.js'

/** Largest answer that is read as a whole (bytes). */
const ANSWER_MAX_BYTES = 5 * 2 ** 20

/** Stands for services that the operator has not named. */
const OTHERS = 'other'

const UNAUTHORIZED = 401
const OK = 200
const REDIRECTION = 300

type HeaderValues = Record<string, string>

/** A call whose answer is passed on, or looked at by whoever makes it. */
export interface OpenCall {
  readonly method: 'GET' | 'HEAD' | 'POST'
  /** NSID of the method */
  readonly nsid: string
  /** query string with its `?`, or '' */
  readonly search: string
  readonly headers: HeaderValues
  readonly body?: string | Readable
  /** the audience of the token, where it is not the service itself: the DID of a feed generator */
  readonly audience?: string
  /** NSID that the token names, where it is not the method */
  readonly lxm?: string
  /** frees the request when it is aborted */
  readonly signal?: StopSignal
}

/** A call of which all is at hand: a query, or with an input a procedure. */
export interface ServiceCall {
  /** NSID of the method */
  readonly nsid: string
  readonly params?: Readonly<Record<string, string | readonly string[] | undefined>>
  /** sent as JSON */
  readonly input?: object
  /** besides those of the body and the token */
  readonly headers?: HeaderValues
  readonly signal?: AbortSignal
}

/** What a service answered, with a status of 2xx. */
export interface ServiceAnswer {
  readonly headers: OpenAnswer['headers']
  /** the body; undefined if it is empty or not JSON */
  readonly json: unknown
}

/** Calls of other services in the name of an account, with tokens that it signs. */
@Injectable()
export class ServiceCalls {
  readonly #timings = new Timings(SECONDS, 'service', 'result')

  constructor(
    private readonly outbound: Outbound,
    private readonly tokens: CallTokens,
    private readonly config: ProxyConfig,
    private readonly log: Log,
    metrics: Metrics,
  ) {
    metrics.expose(
      'pds_proxy_seconds',
      'Time to the head of the answer of other services, by service and class of the status or kind of failure.',
      this.#timings,
    )
  }

  /**
   * Calls a method and reads the answer.
   * @param did an account that is hosted here; whether it may call is for the caller to say
   * @throws {ServiceRefused} with the error of the service
   * @throws {ServiceUnreachable | ServiceTimeout} also for answers of more than 5 MiB
   */
  async call(did: Did, service: Service, call: ServiceCall): Promise<ServiceAnswer> {
    const { nsid, params = {}, input, headers, signal } = call
    const answer = await this.open(did, service, {
      method: input ? 'POST' : 'GET',
      nsid,
      search: searchOf(params),
      headers: {
        accept: JSON_TYPE,
        'accept-encoding': 'gzip',
        ...(input && { 'content-type': JSON_TYPE }),
        ...headers,
      },
      ...(input && { body: JSON.stringify(input) }),
      ...(signal && { signal }),
    })
    const bytes = await this.#read(answer)
    return { headers: answer.headers, json: parseJson(bytes) }
  }

  /**
   * Calls a method and hands over the answer as soon as its head is there, with a status of 2xx and the body still to
   * come. The body must be taken or given up.
   * @throws {ServiceRefused | ServiceUnreachable | ServiceTimeout} and the Refusal that the body of the call fails with
   */
  async open(did: Did, service: Service, call: OpenCall): Promise<OpenAnswer> {
    const answer = await this.#authorized(did, service, call)
    if (isOk(answer)) return answer
    throw await refusalOf(answer)
  }

  /** As {@link open}, in nobody's name. */
  async openUnsigned(service: Service, call: OpenCall): Promise<OpenAnswer> {
    const answer = await this.#send(service, call, undefined)
    if (isOk(answer)) return answer
    throw await refusalOf(answer)
  }

  /** A service that takes a token only once says that it does not like it. */
  async #authorized(did: Did, service: Service, call: OpenCall): Promise<OpenAnswer> {
    const audience = call.audience ?? (this.config.bareAudience ? service.did : nameOf(service))
    const lxm = call.lxm ?? call.nsid
    const isQuery = call.method !== 'POST'
    const { token, isUsed } = await this.tokens.of(did, audience, lxm, isQuery)
    const answer = await this.#send(service, call, token)
    if (answer.status !== UNAUTHORIZED || !isUsed) return answer
    answer.discard()
    const fresh = await this.tokens.of(did, audience, lxm, false)
    const second = await this.#send(service, call, fresh.token)
    if (second.status !== UNAUTHORIZED) this.tokens.onlyOnce(audience)
    return second
  }

  /** Queries are tried again when a connection breaks, as kept ones may at any time. */
  async #send(service: Service, call: OpenCall, token: string | undefined): Promise<OpenAnswer> {
    const tries = call.method === 'POST' ? 1 : 1 + this.config.retriesMax
    for (let left = tries; ; left--) {
      try {
        return await this.#measured(service, this.#sendOnce(service, call, token))
      } catch (error) {
        if (!(error instanceof OutboundError)) throw error
        // What the body of the call fails with is said by whoever sends it.
        if (error.cause instanceof Refusal) throw error.cause
        if (left > 1 && error.failure === 'network') continue
        const { failure } = error
        this.log.info(
          { service: nameOf(service), nsid: call.nsid, failure, err: error },
          'a service gave no answer',
        )
        throw failureOf(error)
      }
    }
  }

  /** Services that clients name are counted together: there may be any number of them. */
  #measured(service: Service, answer: Promise<OpenAnswer>): Promise<OpenAnswer> {
    const name = service.isConfigured ? nameOf(service) : OTHERS
    return this.#timings.measure(answer, (outcome) => [name, resultOf(outcome)])
  }

  #sendOnce({ url, isConfigured }: Service, call: OpenCall, token: string | undefined): Promise<OpenAnswer> {
    const { method, nsid, search, headers, body, signal } = call
    return this.outbound.open(url, `/xrpc/${nsid}${search}`, {
      method,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
      timeoutMs: this.config.totalTimeoutMs,
      headersTimeoutMs: this.config.headersTimeoutMs,
      bodyTimeoutMs: this.config.bodyTimeoutMs,
      responseMaxBytes: this.config.responseMaxBytes,
      toStranger: !isConfigured,
      ...(body !== undefined && { body }),
      ...(signal && { signal }),
    })
  }

  async #read(answer: OpenAnswer): Promise<Buffer> {
    try {
      const bytes = await answer.peek(ANSWER_MAX_BYTES)
      if (bytes) return bytes
    } catch (error) {
      throw error instanceof OutboundError ? failureOf(error) : error
    }
    answer.discard()
    throw new ServiceUnreachable(new OutboundError('badBody', 'the answer cannot be read'))
  }
}

const JSON_TYPE = 'application/json'

/** The class of the status, or the kind of failure: `2xx`, `timeout`. */
function resultOf(outcome: { value: OpenAnswer } | { error: unknown }): string {
  if ('value' in outcome) return `${Math.floor(outcome.value.status / 100)}xx`
  return outcome.error instanceof OutboundError ? outcome.error.failure : 'failed'
}

const isOk = ({ status }: OpenAnswer): boolean => status >= OK && status < REDIRECTION

function searchOf(params: NonNullable<ServiceCall['params']>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params)) {
    for (const each of [value].flat()) if (each !== undefined) search.append(name, each)
  }
  return search.size > 0 ? `?${search.toString()}` : ''
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch {
    return undefined
  }
}
