import { Injectable } from '@nestjs/common'
import type { Configuration, IDToken, UserInfoResponse } from 'openid-client'
import { ServiceConfig } from '../../config/index.js'
import type { Connection, HealthCheck } from '../connections/connection.js'
import { needsGroups, type StepUpPolicy } from '../connections/connection-policy.js'
import {
  IdentityProvider,
  type ProviderAnswer,
  type ProviderCallback,
  type ProviderDeparture,
  type ProviderRequest,
  type ProviderSession,
  type VerifiedClaims,
} from '../connections/identity-provider.js'
import { readPerson } from '../people/claims-reading.js'
import { SsoFailure } from '../sso.errors.js'
import { TransactionSecrets } from '../transactions/transaction-secrets.js'
import { OidcClients } from './oidc-clients.js'
import { asSsoFailure } from './oidc-failures.js'
import { oidcHealth } from './oidc-health.js'
import { oidcSettingProblems, oidcSettings } from './oidc-settings.js'
import { openidLibrary } from './openid-library.js'

/** Where providers send browsers back to; it is registered there. */
export const CALLBACK_PATH = '/sso/callback'

/** Where providers send browsers back to that have signed out; it is registered there as well. */
export const SIGNED_OUT_PATH = '/account'

/** Whoever must show anew who they are does it within this time of the departure. */
const FORCED_SLACK_MS = 60_000

/** Identity providers of OpenID Connect: the code flow with PKCE, state and nonce, always. */
@Injectable()
export class OidcProvider extends IdentityProvider {
  override readonly kind = 'oidc'

  constructor(
    private readonly clients: OidcClients,
    private readonly secrets: TransactionSecrets,
    private readonly service: ServiceConfig,
  ) {
    super()
  }

  override check(settings: Readonly<Record<string, unknown>>) {
    return oidcSettingProblems(settings)
  }

  override async begin(
    connection: Connection,
    { state, loginHint, isForced }: ProviderRequest,
  ): Promise<ProviderDeparture> {
    const { scopes, responseMode, sendLoginHint } = oidcSettings(connection)
    const { admission, stepUp } = connection.policy
    const acr = isForced && stepUp?.acr.length ? stepUp.acr : admission.acr
    const client = await this.#client(connection)
    const { buildAuthorizationUrl, calculatePKCECodeChallenge } = await openidLibrary()
    const url = buildAuthorizationUrl(client, {
      redirect_uri: this.#redirectUri,
      scope: scopes.join(' '),
      state,
      nonce: this.secrets.derived(state, 'nonce'),
      code_challenge: await calculatePKCECodeChallenge(this.secrets.derived(state, 'verifier')),
      code_challenge_method: 'S256',
      ...(responseMode === 'form_post' && { response_mode: responseMode }),
      ...(sendLoginHint && loginHint !== undefined && { login_hint: loginHint }),
      ...(acr.length > 0 && { acr_values: acr.join(' ') }),
      ...(isForced && { prompt: 'login', max_age: '0' }),
    })
    return { kind: 'redirect', url: url.href }
  }

  override async finish(connection: Connection, callback: ProviderCallback): Promise<ProviderAnswer> {
    try {
      return await this.#finish(connection, callback)
    } catch (error) {
      throw asSsoFailure(error)
    }
  }

  override async endSessionUrl(
    connection: Connection,
    { back, idToken }: ProviderSession,
  ): Promise<string | undefined> {
    const client = await this.#client(connection)
    if (client.serverMetadata().end_session_endpoint === undefined) return undefined
    const { buildEndSessionUrl } = await openidLibrary()
    return buildEndSessionUrl(client, {
      post_logout_redirect_uri: `${this.service.publicUrl}${SIGNED_OUT_PATH}`,
      ...(idToken !== undefined && { id_token_hint: idToken }),
      // One address is registered at the provider; from there it goes on.
      ...(back !== SIGNED_OUT_PATH && { state: back.slice(1) }),
    }).href
  }

  override health(connection: Connection): Promise<HealthCheck[]> {
    return oidcHealth(this.clients, connection)
  }

  async #finish(connection: Connection, callback: ProviderCallback): Promise<ProviderAnswer> {
    const { state, parameters } = callback
    const library = await openidLibrary()
    const client = await this.clients.of(connection)
    const url = new URL(this.#redirectUri)
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
    const tokens = await library.authorizationCodeGrant(client, url, {
      expectedState: state,
      expectedNonce: this.secrets.derived(state, 'nonce'),
      pkceCodeVerifier: this.secrets.derived(state, 'verifier'),
      idTokenExpected: true,
    })
    const token = tokens.claims()
    if (!token) throw new SsoFailure('bad_answer', 'There is no ID token.')
    assertAudience(token, oidcSettings(connection).clientId)
    assertForced(token, callback, connection.policy.stepUp)
    const more = await this.#userinfo(connection, client, token, tokens.access_token)
    return { claims: claimsOf(connection, token, more), idToken: tokens.id_token }
  }

  /** What the token does not say; what it says counts. @throws what openid-client throws, if it is about somebody else */
  async #userinfo(
    connection: Connection,
    client: Configuration,
    { sub }: IDToken,
    accessToken: string,
  ): Promise<UserInfoResponse | undefined> {
    const { userinfo_endpoint: endpoint } = client.serverMetadata()
    if (!oidcSettings(connection).userinfo || endpoint === undefined) return undefined
    const { fetchUserInfo } = await openidLibrary()
    return fetchUserInfo(client, accessToken, sub)
  }

  async #client(connection: Connection): Promise<Configuration> {
    try {
      return await this.clients.of(connection)
    } catch (error) {
      throw asSsoFailure(error)
    }
  }

  get #redirectUri(): string {
    return `${this.service.publicUrl}${CALLBACK_PATH}`
  }
}

/** The library looks at it only where the token is for several. */
function assertAudience({ azp }: IDToken, clientId: string): void {
  if (azp !== undefined && azp !== clientId)
    throw new SsoFailure('bad_answer', 'The ID token was made for another client (azp).')
}

/** Whether whoever had to show anew who they are has done so; the nonce says that this is the answer to that. */
function assertForced(
  { auth_time: authTime }: IDToken,
  { isForced, startedMs }: ProviderCallback,
  stepUp: StepUpPolicy | undefined,
): void {
  if (!isForced || (authTime === undefined && stepUp?.freshness === 'prompt')) return
  if (authTime === undefined)
    throw new SsoFailure(
      'not_asked_anew',
      'The provider was told to ask anew who it is, and does not say when it did (auth_time). If it always does what it is told, the connection can be set to believe that (stepUp.freshness).',
    )
  if (authTime * 1000 < startedMs - FORCED_SLACK_MS)
    throw new SsoFailure(
      'not_asked_anew',
      'The provider was told to ask anew who it is, and did not (auth_time).',
    )
}

/** What confirms an address, from whoever names it: what one says is nothing that the address of the other has. */
function confirmationOf(token: IDToken, more: UserInfoResponse | undefined): unknown {
  const [naming, other] = token.email === undefined ? [more, token] : [token, more]
  const isSame = other?.email !== undefined && other.email === naming?.email
  return naming?.email_verified ?? (isSame ? other.email_verified : undefined)
}

function claimsOf(
  { issuer, policy }: Connection,
  token: IDToken,
  more: UserInfoResponse | undefined,
): VerifiedClaims {
  const said = { ...more, ...token, email_verified: confirmationOf(token, more) }
  const { acr, auth_time: authTime, sid } = token
  const amr = Array.isArray(token.amr) ? token.amr : []
  return {
    ...readPerson(said, policy.mapping, needsGroups(policy)),
    issuer,
    acr: typeof acr === 'string' ? acr : undefined,
    amr: amr.filter((one): one is string => typeof one === 'string'),
    authTimeMs: authTime === undefined ? undefined : authTime * 1000,
    sid: typeof sid === 'string' ? sid : undefined,
    raw: said,
  }
}
