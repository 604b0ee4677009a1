import { Injectable } from '@nestjs/common'
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose'
import { BoundedCache } from '../../identity/index.js'
import { Outbound } from '../../outbound/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import { OidcClients } from '../oidc/oidc-clients.js'
import { LogoutKeysUnavailable } from './logout.errors.js'

const KEPT_MS = 10 * 60 * 1000
/** A key that is not known makes the keys be fetched again, though not more often than this. */
const FETCHED_EVERY_MS = 30_000
const DOCUMENT_MAX_BYTES = 512 * 1024
const TIMEOUT_MS = 10_000
const CACHED_MAX = 500
const OK = 200

interface KnownKeys {
  readonly fetchedMs: number
  readonly get: JWTVerifyGetKey
}

/** The keys with which providers of OpenID Connect sign what they send by themselves. */
@Injectable()
export class ProviderKeys {
  readonly #known = new BoundedCache<string, KnownKeys>(CACHED_MAX)

  constructor(
    private readonly clients: OidcClients,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
  ) {}

  /** Finds the key of a token; fetched again where it is none that is known. @throws {LogoutKeysUnavailable} */
  of(connection: Connection): JWTVerifyGetKey {
    return async (header, token) => {
      const { errors } = await import('jose')
      const known = await this.#keys(connection, KEPT_MS)
      try {
        return await known.get(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        const fresh = await this.#keys(connection, FETCHED_EVERY_MS)
        if (fresh === known) throw error
        return fresh.get(header, token)
      }
    }
  }

  async #keys(connection: Connection, ageMaxMs: number): Promise<KnownKeys> {
    const place = `${connection.id} ${connection.revision}`
    const known = this.#known.get(place)
    const nowMs = this.clock.nowMs()
    if (known && nowMs - known.fetchedMs < ageMaxMs) return known
    const { createLocalJWKSet } = await import('jose')
    const fresh = { fetchedMs: nowMs, get: createLocalJWKSet(await this.#fetch(connection)) }
    this.#known.set(place, fresh)
    return fresh
  }

  async #fetch(connection: Connection): Promise<JSONWebKeySet> {
    try {
      const { jwks_uri: url } = (await this.clients.of(connection)).serverMetadata()
      if (url === undefined) throw new Error('the provider says nowhere where its keys are')
      const options = { timeoutMs: TIMEOUT_MS, responseMaxBytes: DOCUMENT_MAX_BYTES }
      const answer = await this.outbound.request(url, options)
      if (answer.status !== OK) throw new Error(`the keys of the provider have status ${answer.status}`)
      return JSON.parse(Buffer.from(await answer.bytes()).toString('utf8')) as JSONWebKeySet
    } catch (cause) {
      throw new LogoutKeysUnavailable({ cause })
    }
  }
}
