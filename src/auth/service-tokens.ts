import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { ServiceAuthError, type ServiceClaims, verifyServiceJwt } from '@guildhall/xrpc'
import { ServiceConfig } from '../config/index.js'
import { BoundedCache, DidDocuments } from '../identity/index.js'
import { Clock } from '../telemetry/index.js'
import { AuthConfig } from './auth.config.js'
import { ServiceTokenRefused } from './auth.errors.js'
import { peek } from './hmac-jwt.js'
import { UsedTokenStore } from './used-token.store.js'

/** Whether a token is meant for one method, which those of sessions never are. It is not checked. */
export function isServiceToken(token: string): boolean {
  return peek(token.split('.')[1])?.lxm !== undefined
}

/** Keys of DID documents: the one for everything, and that of labels. */
const KEY_ID = 'atproto'
const LABEL_KEY_ID = 'atproto_label'

/** Until 2026 an issuer said by its service which key it signs with. */
const LABELER = '#atproto_labeler'

/** This service in its DID document. */
const PDS = '#atproto_pds'

/** Clocks of others may be off so far. */
const CLOCK_TOLERANCE_S = 5

/** As long as our own tokens may live. */
const LIFETIME_MAX_S = 60 * 60

/** How long the use of a token is known beyond its life, as clocks of nodes differ. */
const USED_LONGER_MS = 60_000

/** For one DID, a document is fetched because of a signature once in so long: whoever sends nonsense costs no more. */
const REFRESH_PAUSE_MS = 10_000
const REFRESHED_MAX = 10_000

/** Finds the key (`did:key`) of an issuer; `undefined` if there is none. */
type FindKey = (issuer: string, refresh: boolean, keyId: string | undefined) => Promise<string | undefined>

/**
 * Tokens with which somebody proves to be a DID, signed with a key in its document (service auth). Each is good for one
 * method, and once, on whichever node.
 */
@Injectable()
export class ServiceTokens {
  /** When documents were fetched because of a signature. */
  readonly #refreshedMs = new BoundedCache<Did, number>(REFRESHED_MAX)

  constructor(
    private readonly documents: DidDocuments,
    private readonly config: ServiceConfig,
    private readonly auth: AuthConfig,
    private readonly clock: Clock,
    private readonly used: UsedTokenStore,
  ) {}

  /**
   * Checks a token meant for this service and one method, and uses it up.
   * @param lxm NSID of the method
   * @returns the DID that signed it
   * @throws {ServiceTokenRefused}
   */
  async verify(token: string, lxm: string): Promise<Did> {
    const { iss } = await this.#check(token, lxm, [KEY_ID], async (issuer, refresh, keyId = KEY_ID) =>
      isDid(issuer) ? this.#keyOf(issuer, refresh, keyId) : undefined,
    )
    if (!isDid(iss)) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer is not a DID')
    return iss
  }

  /**
   * Checks a token of the moderation service, which signs with the key of its account or with that of its labels, and
   * uses it up.
   * @param lxm NSID of the method
   * @returns the DID of the moderation service
   * @throws {ServiceTokenRefused}
   */
  async verifyModerator(token: string, lxm: string): Promise<Did> {
    const did = this.auth.moderationServiceDid
    if (!did) throw untrusted()
    await this.#check(token, lxm, [KEY_ID, LABEL_KEY_ID], async (issuer, refresh, keyId) => {
      if (issuer === did) return this.#keyOf(did, refresh, keyId ?? KEY_ID)
      if (issuer === did + LABELER && keyId !== KEY_ID) return this.#keyOf(did, refresh, LABEL_KEY_ID)
      throw untrusted()
    })
    return did
  }

  async #check(
    token: string,
    lxm: string,
    keyIds: readonly string[],
    findKey: FindKey,
  ): Promise<ServiceClaims> {
    const claims = await this.#read(token, lxm, keyIds, findKey)
    // An issuer that gives its tokens no id, as old software does, means them to be good as long as they live.
    if (claims.jti === undefined) return claims
    const until = new Date((claims.exp + CLOCK_TOLERANCE_S) * 1000 + USED_LONGER_MS)
    // Only now: whoever cannot sign must not use up tokens of others.
    if (!(await this.used.use(digestOf(claims.iss, claims.jti), until))) {
      throw new ServiceTokenRefused('BadJwt', 'jwt was used before')
    }
    return claims
  }

  async #read(
    token: string,
    lxm: string,
    keyIds: readonly string[],
    findKey: FindKey,
  ): Promise<ServiceClaims> {
    const { serviceDid } = this.config
    try {
      return await verifyServiceJwt(token, {
        audiences: [serviceDid + PDS, ...(this.auth.bareAudience ? [serviceDid] : [])],
        lxm,
        nowSeconds: Math.floor(this.clock.nowMs() / 1000),
        toleranceSeconds: CLOCK_TOLERANCE_S,
        lifetimeMaxSeconds: LIFETIME_MAX_S,
        keyIds,
        getSigningKey: async (issuer, forceRefresh, keyId) => {
          const key = await findKey(issuer, forceRefresh, keyId)
          if (!key) throw new ServiceTokenRefused('BadJwtIss', 'jwt issuer could not be resolved')
          return key
        },
      })
    } catch (error) {
      if (!(error instanceof ServiceAuthError)) throw error
      throw new ServiceTokenRefused(error.code, error.message)
    }
  }

  #keyOf(did: Did, refresh: boolean, fragment: string): Promise<string | undefined> {
    return this.documents.signingKey(did, { fragment, refresh: refresh && this.#mayRefresh(did) })
  }

  #mayRefresh(did: Did): boolean {
    const nowMs = this.clock.nowMs()
    if (nowMs - (this.#refreshedMs.get(did) ?? -Infinity) < REFRESH_PAUSE_MS) return false
    this.#refreshedMs.set(did, nowMs)
    return true
  }
}

/** What tells a token from all others. */
function digestOf(iss: string, jti: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([iss.split('#', 1)[0], jti]))
    .digest()
}

function untrusted(): ServiceTokenRefused {
  return new ServiceTokenRefused('UntrustedIss', 'Untrusted issuer')
}
