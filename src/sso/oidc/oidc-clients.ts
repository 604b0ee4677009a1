import { Injectable } from '@nestjs/common'
import type { Configuration, ServerMetadata } from 'openid-client'
import { BoundedCache } from '../../identity/index.js'
import { Outbound } from '../../outbound/index.js'
import { Clock } from '../../telemetry/index.js'
import { ConnectionSecrets } from '../connections/connection-secrets.js'
import type { Connection } from '../connections/connection.js'
import { SsoConfig } from '../sso.config.js'
import { oidcSettings } from './oidc-settings.js'
import { openidLibrary } from './openid-library.js'
import { providerFetch } from './provider-fetch.js'

/** How long it is believed where the endpoints of a provider are. */
const METADATA_MS = 10 * 60 * 1000
/** Clocks of providers may differ by so much. */
const TOLERANCE_S = 30
const TIMEOUT_S = 10
const CACHED_MAX = 500

/** This server as a client of identity providers. */
@Injectable()
export class OidcClients {
  readonly #metadata = new BoundedCache<
    string,
    { readonly untilMs: number; readonly server: ServerMetadata }
  >(CACHED_MAX)

  constructor(
    private readonly secrets: ConnectionSecrets,
    private readonly outbound: Outbound,
    private readonly clock: Clock,
    config: SsoConfig,
  ) {
    for (const origin of config.privateOrigins) outbound.trusted(origin)
  }

  /**
   * A client for one sign-in. The keys of the provider are fetched anew for each, so that one who changes them is
   * understood at once.
   * @throws what openid-client and Outbound throw
   */
  async of(connection: Connection): Promise<Configuration> {
    const key = `${connection.id} ${connection.revision}`
    const known = this.#metadata.get(key)
    if (known && known.untilMs > this.clock.nowMs()) return this.#client(connection, known.server)
    const fresh = await this.discover(connection.issuer)
    const client = await this.#client(connection, fresh)
    // Only what could be used is remembered.
    this.#metadata.set(key, { untilMs: this.clock.nowMs() + METADATA_MS, server: fresh })
    return client
  }

  /** What a provider says of itself. @throws what openid-client and Outbound throw */
  async discover(issuer: string): Promise<ServerMetadata> {
    const { allowInsecureRequests, customFetch, discovery } = await openidLibrary()
    const found = await discovery(new URL(issuer), 'discovery', undefined, undefined, {
      [customFetch]: providerFetch(this.outbound),
      timeout: TIMEOUT_S,
      ...(isInsecure(issuer) && { execute: [allowInsecureRequests] }),
    })
    return found.serverMetadata()
  }

  /** How many keys a provider publishes at an address. @throws what Outbound throws */
  async countKeys(address: string): Promise<number> {
    const answer = await providerFetch(this.outbound)(address, { method: 'GET', headers: {} } as never)
    const body = (await answer.json().catch(() => undefined)) as { keys?: unknown } | undefined
    return answer.ok && Array.isArray(body?.keys) ? body.keys.length : 0
  }

  async #client(connection: Connection, server: ServerMetadata): Promise<Configuration> {
    const library = await openidLibrary()
    const { clientId, clientAuth } = oidcSettings(connection)
    const secret = await this.secrets.read({ connectionId: connection.id, purpose: 'client' })
    const client = new library.Configuration(
      server,
      clientId,
      { [library.clockTolerance]: TOLERANCE_S },
      authOf(library, clientAuth, secret),
    )
    client[library.customFetch] = providerFetch(this.outbound)
    client.timeout = TIMEOUT_S
    if (isInsecure(connection.issuer)) library.allowInsecureRequests(client)
    // Otherwise what comes over TLS would be believed without a look at its signature.
    library.enableNonRepudiationChecks(client)
    return client
  }
}

type Library = Awaited<ReturnType<typeof openidLibrary>>

function authOf(
  { ClientSecretBasic, ClientSecretPost, None }: Library,
  method: string,
  secret: string | undefined,
) {
  if (method === 'none') return None()
  return method === 'client_secret_post' ? ClientSecretPost(secret) : ClientSecretBasic(secret)
}

/** Outbound lets nobody without TLS through but those whom the operator trusts. */
function isInsecure(issuer: string): boolean {
  return new URL(issuer).protocol === 'http:'
}
