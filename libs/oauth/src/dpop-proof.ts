import type { DpopNonces } from './dpop-nonces.js'
import { isSignedBy, readJwt, type UnverifiedJwt } from './jwt.js'
import { OAuthError } from './oauth-error.js'
import { importP256, type P256Jwk, type P256Key, readP256Jwk, sha256url, thumbprintOf } from './p256-jwk.js'

/** Longest proof that is looked at. */
const PROOF_LENGTH_MAX = 4_096
const JTI_LENGTH_MAX = 256

/** Proofs are good once, for as long as their nonce is; their own time may be off by so much. */
const CLOCK_TOLERANCE_S = 300
const LIFETIME_TOLERANCE_S = 30

/** For how long a proof must not be seen again, in milliseconds: longer than its nonce and its time allow it to be good. */
export const PROOF_REPLAY_MS = 2 * CLOCK_TOLERANCE_S * 1000

/** Keys that were seen lately; to import one costs as much as a signature. */
const KEYS_KEPT = 20_000

/** What a proof has to be for. */
export interface ProofTarget {
  /** of the request, in upper case */
  readonly method: string
  /** of the request, without query: what the server is called, not what the request says */
  readonly url: string
  /** that comes with the proof; absent where there is none */
  readonly accessToken?: string | undefined
}

/** A proof that is good, if it was not used before. */
export interface DpopProof {
  /** thumbprint of the key */
  readonly thumbprint: string
  readonly jti: string
  /** name of the node that has handed out its nonce */
  readonly nonceOwner: string
}

/** Checks proofs that a client holds the key of its token (RFC 9449). */
export class DpopProofs {
  readonly #keys = new Map<string, P256Key>()

  constructor(
    private readonly nonces: DpopNonces,
    private readonly nowMs: () => number,
  ) {}

  /**
   * Checks a proof, but for whether it was used before.
   * @param proof the value of the header `DPoP`; one that came more than once is an array, or joined
   * @throws {OAuthError} `invalid_dpop_proof` or `use_dpop_nonce`
   */
  verify(proof: unknown, target: ProofTarget): DpopProof {
    const { jwt, point } = readProof(proof)
    const { thumbprint } = this.#signer(jwt, point)
    return this.#judge(jwt.payload, target, thumbprint)
  }

  /**
   * Checks a proof, but for its signature and whether it was used before: for where somebody else does so, as both
   * costs as much as everything else.
   * @throws {OAuthError} `invalid_dpop_proof` or `use_dpop_nonce`
   */
  readUnverified(proof: unknown, target: ProofTarget): DpopProof {
    const { jwt, point } = readProof(proof)
    return this.#judge(jwt.payload, target, thumbprintOf(point))
  }

  #judge(payload: UnverifiedJwt['payload'], target: ProofTarget, thumbprint: string): DpopProof {
    const { jti } = payload
    if (typeof jti !== 'string' || jti === '' || jti.length > JTI_LENGTH_MAX) throw refused('jti is missing')
    this.#checkTimes(payload)
    if (payload.htm !== target.method) throw refused('htm does not match')
    if (normalised(payload.htu) !== target.url) throw refused('htu does not match')
    const ath = target.accessToken === undefined ? undefined : sha256url(target.accessToken)
    if (payload.ath !== ath) throw refused('ath does not match')
    const nonceOwner = this.nonces.ownerOf(payload.nonce)
    if (nonceOwner === undefined) throw nonceRequired()
    return { thumbprint, jti, nonceOwner }
  }

  #signer(jwt: UnverifiedJwt, point: P256Jwk): P256Key {
    const name = `${point.x}${point.y}`
    const known = this.#keys.get(name)
    const key = known ?? importP256(point)
    if (!key || !isSignedBy(jwt, key.key)) throw refused('the signature does not match')
    // After the signature: only who has a key takes room here. Oldest first.
    if (known) this.#keys.delete(name)
    else if (this.#keys.size >= KEYS_KEPT) this.#keys.delete(this.#keys.keys().next().value!)
    this.#keys.set(name, key)
    return key
  }

  #checkTimes({ iat, exp, nbf }: Readonly<Record<string, unknown>>): void {
    const nowS = this.nowMs() / 1000
    if (typeof iat !== 'number' || !(Math.abs(nowS - iat) <= CLOCK_TOLERANCE_S))
      throw refused('iat is missing, or not now')
    if (exp !== undefined && !(typeof exp === 'number' && exp > nowS - LIFETIME_TOLERANCE_S))
      throw refused('the proof has expired')
    if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= nowS + LIFETIME_TOLERANCE_S))
      throw refused('the proof is not good yet')
  }
}

/** What clients answer by the same request with another proof, which has the nonce that comes along. */
export function nonceRequired(): OAuthError {
  return new OAuthError('use_dpop_nonce', 'a nonce of this server is required in the DPoP proof')
}

/** A proof in its parts, and the key that it says it is signed by. */
function readProof(proof: unknown): { jwt: UnverifiedJwt; point: P256Jwk } {
  const jwt = readJwt(proof, PROOF_LENGTH_MAX)
  if (!jwt) throw refused('the DPoP proof is malformed')
  const { typ, alg, jwk } = jwt.header
  if (typ !== 'dpop+jwt') throw refused('typ must be dpop+jwt')
  if (alg !== 'ES256') throw refused('alg must be ES256')
  const point = readP256Jwk(jwk)
  if (!point) throw refused('jwk must be a public key of P-256')
  return { jwt, point }
}

function normalised(htu: unknown): string | undefined {
  if (typeof htu !== 'string' || !URL.canParse(htu)) return undefined
  const { username, password, origin, pathname } = new URL(htu)
  return username || password ? undefined : `${origin}${pathname}`
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_dpop_proof', message)
}
