import { Injectable } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { ServiceAuthError, type ServiceClaims, verifyServiceJwt } from '@guildhall/xrpc'
import { ServiceConfig } from '../config/index.js'
import { DidDocuments } from '../identity/index.js'
import { Clock } from '../telemetry/index.js'
import { AuthConfig } from './auth.config.js'
import { ServiceTokenRefused } from './auth.errors.js'
import { peek } from './hmac-jwt.js'

/** Whether a token is meant for one method, which those of sessions never are. It is not checked. */
export function isServiceToken(token: string): boolean {
  return peek(token.split('.')[1])?.lxm !== undefined
}

/** The service in a DID document that labels, and the key that it signs with. */
const LABELER = { service: 'atproto_labeler', key: 'atproto_label' } as const

/** Finds the key (`did:key`) of an issuer; `undefined` if there is none. */
type FindKey = (issuer: string, refresh: boolean) => Promise<string | undefined>

/** Tokens with which somebody proves to be a DID, signed with a key in its document (service auth). */
@Injectable()
export class ServiceTokens {
  constructor(
    private readonly documents: DidDocuments,
    private readonly config: ServiceConfig,
    private readonly auth: AuthConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Checks a token meant for this service and one method.
   * @param lxm NSID of the method; `null` takes tokens without one
   * @returns the DID that signed it
   * @throws {ServiceTokenRefused}
   */
  async verify(token: string, lxm: string | null): Promise<Did> {
    const { iss } = await this.#check(token, lxm, async (issuer, refresh) =>
      isDid(issuer) ? this.documents.signingKey(issuer, { refresh }) : undefined,
    )
    if (!isDid(iss)) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer is not a DID')
    return iss
  }

  /**
   * Checks a token of the moderation service, which signs with the key of its account or with that of its labels.
   * @param lxm NSID of the method
   * @returns the DID of the moderation service
   * @throws {ServiceTokenRefused}
   */
  async verifyModerator(token: string, lxm: string): Promise<Did> {
    const did = this.auth.moderationServiceDid
    if (!did) throw untrusted()
    await this.#check(token, lxm, async (issuer, refresh) => {
      if (issuer === did) return this.documents.signingKey(did, { refresh })
      if (issuer === `${did}#${LABELER.service}`)
        return this.documents.signingKey(did, { refresh, fragment: LABELER.key })
      throw untrusted()
    })
    return did
  }

  async #check(token: string, lxm: string | null, findKey: FindKey): Promise<ServiceClaims> {
    try {
      return await verifyServiceJwt(token, {
        audiences: [this.config.serviceDid],
        lxm,
        nowSeconds: Math.floor(this.clock.nowMs() / 1000),
        getSigningKey: async (issuer, forceRefresh) => {
          const key = await findKey(issuer, forceRefresh)
          if (!key) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer could not be resolved')
          return key
        },
      })
    } catch (error) {
      if (!(error instanceof ServiceAuthError)) throw error
      throw new ServiceTokenRefused(error.code, error.message)
    }
  }
}

function untrusted(): ServiceTokenRefused {
  return new ServiceTokenRefused('UntrustedIss', 'Untrusted issuer')
}
