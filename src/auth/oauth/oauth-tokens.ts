import type { IncomingHttpHeaders } from 'node:http'
import { Injectable } from '@nestjs/common'
import { AccessTokens, DpopNonces, DpopProofs, OAuthError } from '@guildhall/oauth'
import { GrantedScopes } from '@guildhall/oauth-scopes'
import type { Did } from '@guildhall/syntax'
import { BoundedCache } from '../../identity/index.js'
import { ServiceConfig } from '../../config/index.js'
import { Clock } from '../../telemetry/index.js'
import { OauthTokenRefused } from '../auth.errors.js'
import { RevokedSessions } from '../revocation/revoked-sessions.js'
import { OauthKeys } from './oauth-keys.js'
import { SeenProofs } from './seen-proofs.js'

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

/** Checks access tokens of OAuth and the proofs that come with them (RFC 9449 section 7), without asking anybody. */
@Injectable()
export class OauthTokens {
  readonly #tokens: AccessTokens
  readonly #proofs: DpopProofs
  readonly #seen: SeenProofs
  readonly #scopes = new BoundedCache<string, GrantedScopes>(SCOPES_KEPT)

  constructor(
    keys: OauthKeys,
    private readonly nonces: DpopNonces,
    private readonly revoked: RevokedSessions,
    private readonly config: ServiceConfig,
    clock: Clock,
  ) {
    const nowMs = () => clock.nowMs()
    const { publicUrl: issuer, serviceDid: audience } = config
    this.#tokens = new AccessTokens({ issuer, audience, key: (kid) => keys.publicKey(kid) }, nowMs)
    this.#proofs = new DpopProofs(nonces, nowMs)
    this.#seen = new SeenProofs(nowMs)
  }

  /**
   * Checks the token of a request with the scheme `DPoP`. The answer gets the nonce for the next proof, and when it is
   * a refusal, why.
   * @throws {OauthTokenRefused}
   */
  authenticate(token: string, request: DpopRequest): OauthCredential {
    request.setHeader('dpop-nonce', this.nonces.next())
    try {
      return this.#authenticate(token, request)
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

  #authenticate(token: string, { headers, method, path }: DpopRequest): OauthCredential {
    const claims = this.#tokens.verify(token)
    if (headers.dpop === undefined) throw new OAuthError('invalid_dpop_proof', 'a DPoP proof is required')
    const url = `${this.config.publicUrl}${path}`
    const proof = this.#proofs.verify(headers.dpop, { method, url, accessToken: token })
    if (proof.thumbprint !== claims.thumbprint)
      throw new OAuthError('invalid_token', 'the access token is bound to another key')
    if (!this.#seen.add(proof.thumbprint, proof.jti))
      throw new OAuthError('invalid_dpop_proof', 'the DPoP proof was used before')
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
