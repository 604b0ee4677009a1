import { Injectable } from '@nestjs/common'
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider'
import { Secrets, ServiceConfig } from '../../config/index.js'
import { OauthConfig } from '../oauth.config.js'
import { errors, interactionPolicy } from './oidc-library.js'

const CODE_LIFETIME_S = 60
const INTERACTION_LIFETIME_S = 60 * 60
const CLOCK_TOLERANCE_S = 15

/** Where pages of a request are. */
export const INTERACTION_PATH = '/oauth/interaction'

/** Endpoints, as the metadata names them. */
export const ENDPOINTS = {
  authorization: '/oauth/authorize',
  pushed_authorization_request: '/oauth/par',
  token: '/oauth/token',
  revocation: '/oauth/revoke',
  jwks: '/oauth/jwks',
} as const

/** Cookies of oidc-provider. That of its own sessions is not used: it knows one account per browser. */
export const PROVIDER_COOKIES = { session: '_op', interaction: '_op_i', resume: '_op_r' } as const

/** What does not depend on anything but settings: the profile of atproto, as oidc-provider is told. */
@Injectable()
export class ProviderSettings {
  constructor(
    private readonly service: ServiceConfig,
    private readonly config: OauthConfig,
    private readonly secrets: Secrets,
  ) {}

  /** @param isSilent whether a request has signed somebody in without being asked */
  fixed(isSilent: (ctx: KoaContextWithOIDC) => boolean): Configuration {
    return {
      ...this.#protocol(),
      cookies: this.#cookies(),
      features: this.#features(),
      interactions: {
        url: (_ctx, { uid }) => `${INTERACTION_PATH}/${uid}`,
        policy: promptsOf(isSilent),
      },
      pkce: { required: () => true },
      expiresWithSession: () => false,
      issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
      rotateRefreshToken: () => true,
      revokeGrantPolicy: () => true,
    }
  }

  /** The only resource there is: this service. */
  get resource(): string {
    return this.service.publicUrl
  }

  #protocol(): Configuration {
    return {
      routes: { ...ENDPOINTS },
      scopes: ['atproto'],
      responseTypes: ['code'],
      subjectTypes: ['public'],
      clientAuthMethods: ['none'],
      clockTolerance: CLOCK_TOLERANCE_S,
      acceptQueryParamAccessTokens: false,
      allowOmittingSingleRegisteredRedirectUri: false,
      enabledJWA: { dPoPSigningAlgValues: ['ES256'] },
      clientDefaults: {
        token_endpoint_auth_method: 'none',
        id_token_signed_response_alg: 'ES256',
        dpop_bound_access_tokens: true,
      },
      extraClientMetadata: { properties: ['atproto_scope'] },
      clientBasedCORS: () => true,
    }
  }

  #cookies(): NonNullable<Configuration['cookies']> {
    const secure = this.service.publicUrl.startsWith('https:')
    const options = { signed: true, httpOnly: true, sameSite: 'lax', secure } as const
    const key = this.secrets.derived('cookies of the authorization server').toString('base64url')
    return { keys: [key], names: { ...PROVIDER_COOKIES }, short: options, long: options }
  }

  #features(): NonNullable<Configuration['features']> {
    return {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      claimsParameter: { enabled: false },
      // Ours: what clients revoke is an access token, which is stored nowhere.
      revocation: { enabled: false },
      // Made to judge nonces as everything else here does by `judgeNonces`; the secret is one that nothing comes from.
      dPoP: {
        enabled: true,
        nonceSecret: this.secrets.derived('nonces of oidc-provider'),
        requireNonce: () => true,
      },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: async () => this.resource,
        useGrantedResource: async () => true,
        getResourceServerInfo: async (_ctx, resource, client) => this.#resourceServer(resource, client),
      },
    }
  }

  #resourceServer(resource: string, client: object) {
    if (resource !== this.resource) throw new errors.InvalidTarget()
    return {
      scope: String((client as { atproto_scope?: unknown }).atproto_scope),
      audience: this.service.serviceDid,
      accessTokenFormat: 'jwt' as const,
      accessTokenTTL: this.config.accessTokenMs / 1000,
      jwt: { sign: { alg: 'ES256' as const } },
    }
  }

  /** How long things are kept that belong to no session. */
  get lifetimes() {
    return {
      AuthorizationCode: () => CODE_LIFETIME_S,
      Interaction: () => INTERACTION_LIFETIME_S,
      Session: () => INTERACTION_LIFETIME_S,
    }
  }
}

/** One visit to our pages answers all prompts. */
function promptsOf(isSilent: (ctx: KoaContextWithOIDC) => boolean) {
  const { Check, Prompt } = interactionPolicy
  const unanswered = (name: 'login' | 'consent') =>
    new Check(`no_${name}`, 'the member has to be asked', (ctx) => {
      return !isSilent(ctx) && ctx.oidc.result?.[name] === undefined
    })
  return [
    new Prompt({ name: 'create', requestable: true }),
    new Prompt({ name: 'select_account', requestable: true }),
    new Prompt({ name: 'login', requestable: true }, unanswered('login')),
    new Prompt({ name: 'consent', requestable: true }, unanswered('consent')),
  ]
}
