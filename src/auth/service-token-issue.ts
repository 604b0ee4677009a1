import { Injectable } from '@nestjs/common'
import { isDid } from '@guildhall/syntax'
import type { Did } from '@guildhall/syntax'
import { createServiceJwt, type ServiceClaims } from '@guildhall/xrpc'
import { SigningKeys } from '../identity/index.js'
import { Clock, Random } from '../telemetry/index.js'
import { BadExpiration, InvalidAudience, InvalidToken, MethodNotGranted } from './auth.errors.js'
import { isMethodOfLeaving, isPrivilegedMethod, isProtectedMethod } from './method-powers.js'

/** Lifetime of a token, unless another is asked for (seconds). */
export const LIFETIME_S = 60
const LIFETIME_MAX_S = 60 * 60
const TOKEN_ID_BYTES = 16

/** `did:plc` or `did:web`, the methods of atproto. */
const AUDIENCE_DID = /^did:(?:plc|web):/

/** What follows the `#` in the id of a service. */
const SERVICE_ID = /^[\w.~:-]{1,256}$/

/** What a token is asked for. */
export interface WantedToken {
  /** DID of the service that is to be called, or that and the id of the service in its document: `did:web:x.example#id` */
  readonly aud: string
  /** NSID of the method */
  readonly lxm: string | undefined
  /** seconds since the epoch */
  readonly exp: number | undefined
}

/** How much whoever asks may do. */
export type Power = 'all' | 'privileged' | 'plain' | 'leaving'

/** Makes tokens with which an account calls other services, signed with its key. */
@Injectable()
export class ServiceTokenIssue {
  constructor(
    private readonly keys: SigningKeys,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * Makes a token for an account, as its owner or an application asks for it.
   * @throws {InvalidAudience | BadExpiration | MethodNotGranted | InvalidToken}
   */
  async issue(did: Did, wanted: WantedToken, power: Power): Promise<string> {
    const { aud, lxm } = wanted
    if (!isAudience(aud)) throw new InvalidAudience()
    const nowS = Math.floor(this.clock.nowMs() / 1000)
    const exp = expirationOf(wanted, nowS)
    assertGranted(lxm, power)
    return this.#sign(did, { iat: nowS, aud, exp, ...(lxm !== undefined && { lxm }) })
  }

  /**
   * Makes a token for a call that this server makes itself in the name of an account; whether it may is for the caller
   * to say.
   * @param aud DID of the service, with the fragment of its entry (`did#service`) or bare
   * @param lxm NSID of the method
   */
  issueOwn(did: Did, aud: string, lxm: string): Promise<string> {
    const iat = Math.floor(this.clock.nowMs() / 1000)
    return this.#sign(did, { iat, aud, exp: iat + LIFETIME_S, lxm })
  }

  async #sign(did: Did, claims: Omit<ServiceClaims, 'iss' | 'jti'>): Promise<string> {
    const signer = await this.keys.signerFor(did)
    return createServiceJwt({ iss: did, ...claims, jti: this.#newId() }, signer)
  }

  #newId(): string {
    return Buffer.from(this.random.bytes(TOKEN_ID_BYTES)).toString('hex')
  }
}

function isAudience(aud: string): boolean {
  const [did = '', ...serviceIds] = aud.split('#')
  const isService = serviceIds.length === 0 || (serviceIds.length === 1 && SERVICE_ID.test(serviceIds[0]!))
  return isDid(did) && AUDIENCE_DID.test(did) && isService
}

/** A token for any method is worth a lot: it does not live long. */
function expirationOf({ exp, lxm }: WantedToken, nowS: number): number {
  if (exp === undefined) return nowS + LIFETIME_S
  if (exp <= nowS) throw new BadExpiration('expiration is in past')
  if (exp - nowS > LIFETIME_MAX_S) {
    throw new BadExpiration('cannot request a token with an expiration more than an hour in the future')
  }
  if (lxm === undefined && exp - nowS > LIFETIME_S) {
    throw new BadExpiration(
      'cannot request a method-less token with an expiration more than a minute in the future',
    )
  }
  return exp
}

function assertGranted(lxm: string | undefined, power: Power): void {
  if (power === 'leaving' && (lxm === undefined || !isMethodOfLeaving(lxm))) {
    throw new InvalidToken('Bad token scope')
  }
  if (lxm === undefined) return
  if (isProtectedMethod(lxm)) {
    throw new MethodNotGranted(
      `cannot request a service auth token for the following protected method: ${lxm}`,
    )
  }
  if (power === 'plain' && isPrivilegedMethod(lxm)) {
    throw new MethodNotGranted(
      `insufficient access to request a service auth token for the following method: ${lxm}`,
    )
  }
}
