import { Injectable } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { ServiceAuthError, verifyServiceJwt } from '@guildhall/xrpc'
import { ServiceConfig } from '../config/index.js'
import { DidDocuments } from '../identity/index.js'
import { Clock } from '../telemetry/index.js'
import { ServiceTokenRefused } from './auth.errors.js'
import { peek } from './hmac-jwt.js'

/** Whether a token is meant for one method, which those of sessions never are. It is not checked. */
export function isServiceToken(token: string): boolean {
  return peek(token.split('.')[1])?.lxm !== undefined
}

/** Tokens with which somebody proves to be a DID, signed with the key in its document (service auth). */
@Injectable()
export class ServiceTokens {
  constructor(
    private readonly documents: DidDocuments,
    private readonly config: ServiceConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a token meant for this service and one method.
   * @param lxm NSID of the method; `null` takes tokens without one
   * @returns the DID that signed it
   * @throws {ServiceTokenRefused}
   */
  async verify(token: string, lxm: string | null): Promise<Did> {
    try {
      const claims = await verifyServiceJwt(token, {
        audiences: [this.config.serviceDid],
        lxm,
        nowSeconds: Math.floor(this.clock.nowMs() / 1000),
        getSigningKey: (issuer, forceRefresh) => this.#signingKey(issuer, forceRefresh),
      })
      if (!isDid(claims.iss)) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer is not a DID')
      return claims.iss
    } catch (error) {
      if (!(error instanceof ServiceAuthError)) throw error
      throw new ServiceTokenRefused(error.code, error.message)
    }
  }

  async #signingKey(issuer: string, refresh: boolean): Promise<string> {
    const key = isDid(issuer) ? await this.documents.signingKey(issuer, { refresh }) : undefined
    if (!key) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer could not be resolved')
    return key
  }
}
