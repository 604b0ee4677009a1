import {
  type ClientMetadata,
  isLoopbackClientId,
  OAuthError,
  readClientId,
  readClientKeys,
  readClientMetadata,
  readLoopbackClient,
} from '@guildhall/oauth'
import { Injectable } from '@nestjs/common'
import { BoundedCache } from '../../identity/index.js'
import { Outbound, OutboundError, type OutboundResponse } from '../../outbound/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { OauthConfig } from '../oauth.config.js'

const DOCUMENT_BYTES_MAX = 64 * 1024
const TIMEOUT_MS = 5_000

const CLIENTS_KEPT = 5_000
/** What the metadata and keys of one take on average, with room to spare: anybody may publish far larger ones. */
const CLIENT_LENGTH = 4 * 1024
/** What their ids say; apart from the others, since anybody can make up any number of them. */
const LOOPBACK_CLIENTS_KEPT = 500
const FETCHES_MAX = 64

/** However short a client wants it kept; and how long a failure is. */
const KEPT_MIN_MS = 30_000
const FAILURE_MS = 15_000

type Kept = { readonly untilMs: number } & (
  | { readonly client: ClientMetadata }
  | { readonly refusal: OAuthError }
)

/**
 * Clients by their id, which is where their metadata is. What is fetched is kept for a while, and so is that it could
 * not be; look-ups of one client share a fetch.
 */
@Injectable()
export class ClientDirectory {
  readonly #kept = new BoundedCache<string, Kept>(CLIENTS_KEPT, {
    max: CLIENTS_KEPT * CLIENT_LENGTH,
    of: (kept) => ('client' in kept ? JSON.stringify(kept.client).length : 0),
  })
  readonly #loopback = new BoundedCache<string, ClientMetadata>(LOOPBACK_CLIENTS_KEPT)
  readonly #fetching = new Map<string, Promise<ClientMetadata>>()

  constructor(
    private readonly outbound: Outbound,
    private readonly config: OauthConfig,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** The metadata of a client, keys included. @throws {OAuthError} if it is none that could be served */
  async find(clientId: string): Promise<ClientMetadata> {
    if (isLoopbackClientId(clientId)) return this.#loopbackClient(clientId)
    const kept = this.#kept.get(clientId)
    if (kept && kept.untilMs > this.clock.nowMs()) {
      if ('client' in kept) return kept.client
      throw kept.refusal
    }
    return this.#fetching.get(clientId) ?? this.#fetch(clientId)
  }

  /** The ids of the clients that the operator vouches for. */
  get trusted(): readonly string[] {
    return this.config.trustedClients
  }

  /** Whether the operator vouches for a client. */
  isTrusted(clientId: string): boolean {
    return this.config.trustedClients.includes(clientId)
  }

  #loopbackClient(clientId: string): ClientMetadata {
    const kept = this.#loopback.get(clientId)
    if (kept) return kept
    const client = readLoopbackClient(clientId)
    this.#loopback.set(clientId, client)
    return client
  }

  #fetch(clientId: string): Promise<ClientMetadata> {
    const url = readClientId(clientId, { portAllowed: !this.outbound.isProtected })
    if (this.#fetching.size >= FETCHES_MAX)
      return Promise.reject(new OAuthError('temporarily_unavailable', 'too many clients are looked up'))
    const fetching = this.#fetchAndKeep(clientId, url).finally(() => this.#fetching.delete(clientId))
    this.#fetching.set(clientId, fetching)
    return fetching
  }

  async #fetchAndKeep(clientId: string, url: URL): Promise<ClientMetadata> {
    try {
      const response = await this.#get(url)
      const client = readClientMetadata(clientId, url, await response.json())
      const keys = client.jwksUri === undefined ? client.keys : await this.#keysAt(client.jwksUri)
      const complete = { ...client, keys }
      const untilMs = this.clock.nowMs() + this.#lifetimeMs(response)
      this.#kept.set(clientId, { client: complete, untilMs })
      return complete
    } catch (error) {
      const refusal = asRefusal(error)
      this.#kept.set(clientId, { refusal, untilMs: this.clock.nowMs() + FAILURE_MS })
      this.log.debug({ clientId, reason: (error as Error).message }, 'the metadata of a client are no good')
      throw refusal
    }
  }

  async #keysAt(jwksUri: string) {
    return readClientKeys(await (await this.#get(new URL(jwksUri))).json())
  }

  async #get(url: URL): Promise<OutboundResponse> {
    const response = await this.outbound.request(url, {
      headers: { accept: 'application/json' },
      responseMaxBytes: DOCUMENT_BYTES_MAX,
      timeoutMs: TIMEOUT_MS,
      toStranger: true,
    })
    const { status, contentType } = response
    if (status === 200 && (contentType === 'application/json' || contentType.endsWith('+json')))
      return response
    response.discard()
    throw new OAuthError('invalid_client_metadata', `${url.href} is answered with ${status} ${contentType}`)
  }

  /** As long as the client says, within limits: a key that is taken back must stop working. */
  #lifetimeMs(response: OutboundResponse): number {
    const said = /(?:^|[\s,])max-age=(\d+)/i.exec(response.header('cache-control') ?? '')?.[1]
    const { clientCacheMs } = this.config
    return said === undefined
      ? clientCacheMs
      : Math.min(clientCacheMs, Math.max(KEPT_MIN_MS, Number(said) * 1000))
  }
}

function asRefusal(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error
  if (error instanceof OutboundError)
    return new OAuthError(
      'invalid_client_metadata',
      `the client metadata could not be fetched: ${error.failure}`,
      {
        cause: error,
      },
    )
  throw error
}
