import type { IncomingHttpHeaders } from 'node:http'
import { Injectable } from '@nestjs/common'
import { AccessTokens, OAuthError } from '@guildhall/oauth'
import { GrantedScopes } from '@guildhall/oauth-scopes'
import type { Did } from '@guildhall/syntax'
import { BoundedCache } from '../../identity/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthTokenRefused } from '../auth.errors.js'
import { RevokedSessions } from '../revocation/revoked-sessions.js'
import { OauthKeys } from './oauth-keys.js'
import { RequestProofs } from './proofs/request-proofs.js'

/** Grants are the same for all users of an application: what was parsed once is kept. */
const SCOPES_KEPT = 2_000

/** A request that presents a token which is bound to a key. */
export interface DpopRequest {
  readonly headers: IncomingHttpHeaders
  readonly method: string
  readonly path: string
  setHeader(name: string, value: string): void
}

/** Whose token it is, and for what. */
export interface OauthCredential {
  readonly did: Did
  readonly sessionId: string
  readonly clientId: string
  readonly scopes: GrantedScopes
}

/** Checks access tokens of OAuth and the proofs that come with them (RFC 9449 section 7), without a query. */
@Injectable()
export class OauthTokens {
  readonly #tokens: AccessTokens
  readonly #scopes = new BoundedCache<string, GrantedScopes>(SCOPES_KEPT)

  constructor(
    keys: OauthKeys,
    private readonly proofs: RequestProofs,
    private readonly revoked: RevokedSessions,
    private readonly config: ServiceConfig,
    clock: Clock,
  ) {
    const { publicUrl: issuer, serviceDid: audience } = config
    const trusted = { issuer, audience, key: (kid: string) => keys.publicKey(kid) }
    this.#tokens = new AccessTokens(trusted, () => clock.nowMs())
  }

  /**
   * Checks the token of a request with the scheme `DPoP`. The answer gets the nonce for the next proof, and when it is
   * a refusal, why.
   * @throws {OauthTokenRefused}
   */
  async authenticate(token: string, request: DpopRequest): Promise<OauthCredential> {
    request.setHeader('dpop-nonce', this.proofs.nextNonce)
    try {
      return await this.#authenticate(token, request)
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error
      const description = error.message.replace(/["\\]/g, '')
      request.setHeader(
        'www-authenticate',
        `DPoP error="${error.code}", error_description="${description}", algs="ES256"`,
      )
      throw new OauthTokenRefused(error.code, error.message)
    }
  }

  /** What an access token of this server says, whatever came with it; `undefined` if it is none that is good. */
  sessionOf(token: string): string | undefined {
    try {
      return this.#tokens.verify(token).sessionId
    } catch (error) {
      if (error instanceof OAuthError) return undefined
      throw error
    }
  }

  async #authenticate(token: string, { headers, method, path }: DpopRequest): Promise<OauthCredential> {
    const claims = this.#tokens.verify(token)
    if (headers.dpop === undefined) throw new OAuthError('invalid_dpop_proof', 'a DPoP proof is required')
    const url = `${this.config.publicUrl}${path}`
    const thumbprint = await this.proofs.check(headers.dpop, { method, url, accessToken: token })
    if (thumbprint !== claims.thumbprint)
      throw new OAuthError('invalid_token', 'the access token is bound to another key')
    if (this.revoked.isRevoked(claims.sessionId))
      throw new OAuthError('invalid_token', 'the session has ended')
    const scopes = this.#scopesOf(claims.scope)
    if (!scopes.isAtproto) throw new OAuthError('invalid_token', 'the scope atproto is missing')
    return { did: claims.did, sessionId: claims.sessionId, clientId: claims.clientId, scopes }
  }

  #scopesOf(scope: string): GrantedScopes {
    const known = this.#scopes.get(scope)
    if (known) return known
    const scopes = new GrantedScopes(scope)
    this.#scopes.set(scope, scopes)
    return scopes
  }
}
