import type { IncomingMessage, ServerResponse } from 'node:http'
import { Injectable } from '@nestjs/common'
import type { Configuration, KoaContextWithOIDC, Provider as OidcProvider } from 'oidc-provider'
import { OauthKeys, type OauthSigningJwk } from '../../auth/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Log } from '../../telemetry/index.js'
import { EndpointGate } from './endpoint-gate.js'
import { loadOidcLibrary, Provider } from './oidc-library.js'
import { ProviderHooks } from './provider-hooks.js'
import { PROVIDER_COOKIES } from './provider-settings.js'

/** oidc-provider, bent to the profile of atproto. Made anew when there is a new key to sign with. */
@Injectable()
export class AuthorizationServer {
  #made: { readonly keys: readonly OauthSigningJwk[]; readonly provider: OidcProvider } | undefined
  readonly #origin: URL

  constructor(
    private readonly config: ServiceConfig,
    private readonly keys: OauthKeys,
    private readonly hooks: ProviderHooks,
    private readonly gate: EndpointGate,
    private readonly log: Log,
  ) {
    this.#origin = new URL(config.publicUrl)
  }

  /** The provider, for what pages have to ask it. */
  async provider(): Promise<OidcProvider> {
    await loadOidcLibrary()
    return this.#current
  }

  /** Answers a request for one of the endpoints. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#pin(request)
    const provider = await this.provider()
    await provider.callback()(request, response)
  }

  get #current(): OidcProvider {
    const { jwks } = this.keys
    if (jwks.length === 0) throw new Error('no key that signs access tokens can be opened')
    if (this.#made?.keys !== jwks) this.#made = { keys: jwks, provider: this.#make(jwks) }
    return this.#made.provider
  }

  /**
   * What a request says about its host, and the session of oidc-provider, are nothing to go by: endpoints are what the
   * settings say, and browsers have sessions of ours.
   */
  #pin(request: IncomingMessage): void {
    const { headers } = request
    headers.host = this.#origin.host
    delete headers['x-forwarded-host']
    headers['x-forwarded-proto'] = this.#origin.protocol.slice(0, -1)
    const { session } = PROVIDER_COOKIES
    const cookies = headers.cookie?.split(/;\s*/) ?? []
    headers.cookie = cookies
      .filter((pair) => !pair.startsWith(`${session}=`) && !pair.startsWith(`${session}.sig=`))
      .join('; ')
  }

  #make(keys: readonly OauthSigningJwk[]): OidcProvider {
    const configuration: Configuration = {
      ...this.hooks.configuration(() => this.#current),
      jwks: { keys: keys.map((key) => ({ ...key })) },
    }
    const provider = new Provider(this.config.publicUrl, configuration)
    provider.proxy = true
    this.gate.standBefore(provider)
    provider.on('server_error', (_ctx: unknown, error: Error) => {
      this.log.error({ err: error }, 'the authorization server failed')
    })
    provider.on('grant.error', explain)
    return provider
  }
}

/** Why a grant was refused, for developers: oidc-provider keeps it for its log. */
function explain(ctx: KoaContextWithOIDC, error: { error_detail?: string }): void {
  const body = ctx.body as { error?: string; error_description?: string } | undefined
  if (error.error_detail && body?.error === 'invalid_grant') body.error_description = error.error_detail
}
