import { Buffer } from 'node:buffer'
import { InvalidKey, type KeyAlgorithm, parseDidKey, type Signer, verifySignature } from '@guildhall/crypto'
import { ServiceAuthError } from './service-auth-error.js'

/** What a token between services says (atproto.com/specs/xrpc#inter-service-authentication-jwt). */
export interface ServiceClaims {
  /** DID of whoever signs; until 2026 it could have a fragment that stood for a service with a key of its own */
  readonly iss: string
  /** DID of the service that is asked, possibly with a fragment */
  readonly aud: string
  /** end of its life, in seconds since the epoch */
  readonly exp: number
  /** when it was made, in seconds since the epoch */
  readonly iat?: number
  /** before that it is not good, in seconds since the epoch */
  readonly nbf?: number
  /** NSID of the method it is for */
  readonly lxm?: string
  /** unique to this token */
  readonly jti?: string
}

/** How a token is judged. */
export interface ServiceJwtCheck {
  /** audiences that stand for the service which asks; a DID by itself does not stand for its services */
  readonly audiences: readonly string[]
  /** NSID of the method that is called; `null` takes tokens for any method and for none */
  readonly lxm: string | null
  readonly nowSeconds: number
  /** how far the clocks of others may be off @default 0 */
  readonly toleranceSeconds?: number
  /** tokens that are good for longer than that from now are refused; by default any time is fine */
  readonly lifetimeMaxSeconds?: number
  /** names of the keys in DID documents that may sign: a key is good only for what it was made for @default ['atproto'] */
  readonly keyIds?: readonly string[]
  /**
   * Finds the key of an issuer.
   * @param iss as the token says
   * @param keyId which of its keys the token names, without `#`; if it names none, the one for everything, `atproto`
   * @param forceRefresh set the second time, after the signature did not match: the key may have changed
   * @returns a `did:key`
   */
  readonly getSigningKey: (iss: string, forceRefresh: boolean, keyId: string | undefined) => Promise<string>
}

/** Longest token that is looked at, in characters. */
const TOKEN_LENGTH_MAX = 8_192

/** All keys of atproto make signatures of this length. */
const SIGNATURE_BYTES = 64

const ALGORITHMS = new Set<unknown>(['ES256', 'ES256K'] satisfies KeyAlgorithm[])

/** Key of a DID document that signs unless a token names another. */
const DEFAULT_KEY_ID = 'atproto'

/** Types of tokens that are made for something else; a token of a service must not pass for one, nor the reverse. */
const OTHER_TYPES = new Set(['at+jwt', 'refresh+jwt', 'dpop+jwt'])

/** Makes a token. @param signer the key of `claims.iss` */
export function createServiceJwt(claims: ServiceClaims, signer: Signer): string {
  const { algorithm } = parseDidKey(signer.didKey)
  const signed = `${headerOf(algorithm)}.${base64url(JSON.stringify(claims))}`
  return `${signed}.${base64url(signer.sign(Buffer.from(signed)))}`
}

const headers = new Map<KeyAlgorithm, string>()

function headerOf(alg: KeyAlgorithm): string {
  const known = headers.get(alg)
  if (known) return known
  const header = base64url(JSON.stringify({ typ: 'JWT', alg }))
  headers.set(alg, header)
  return header
}

/**
 * Checks a token from another service, or from an account by way of its server. Whether it was used before is for the
 * caller to say.
 * @throws ServiceAuthError, and whatever `getSigningKey` throws
 */
export async function verifyServiceJwt(token: string, check: ServiceJwtCheck): Promise<ServiceClaims> {
  const { alg, keyId, claims, signed, signature } = parse(token)
  assertTimely(claims, check)
  if (!check.audiences.includes(claims.aud)) {
    throw new ServiceAuthError('BadJwtAudience', 'jwt audience does not match service did')
  }
  if (check.lxm !== null && claims.lxm !== check.lxm) {
    const problem = claims.lxm === undefined ? 'missing jwt lexicon method' : 'bad jwt lexicon method'
    throw new ServiceAuthError('BadJwtLexiconMethod', `${problem} ("lxm"). must match: ${check.lxm}`)
  }
  if (!(check.keyIds ?? [DEFAULT_KEY_ID]).includes(keyId ?? DEFAULT_KEY_ID)) {
    throw new ServiceAuthError('BadJwtIss', `jwt is signed with a key that is not for this: "${keyId}"`)
  }
  // What no key can have signed is no reason to ask for one.
  if (!ALGORITHMS.has(alg) || signature.length !== SIGNATURE_BYTES) throw badSignature()
  const key = await check.getSigningKey(claims.iss, false, keyId)
  if (isSignedBy(key, alg, signed, signature)) return claims
  const fresh = await check.getSigningKey(claims.iss, true, keyId)
  if (fresh !== key && isSignedBy(fresh, alg, signed, signature)) return claims
  throw badSignature()
}

function assertTimely({ iat = 0, nbf = 0, exp }: ServiceClaims, check: ServiceJwtCheck): void {
  const { nowSeconds, toleranceSeconds = 0, lifetimeMaxSeconds = Infinity } = check
  if (nowSeconds - toleranceSeconds >= exp) throw new ServiceAuthError('JwtExpired', 'jwt expired')
  if (Math.max(iat, nbf) > nowSeconds + toleranceSeconds) {
    throw new ServiceAuthError('BadJwt', 'jwt is not good yet')
  }
  if (exp > nowSeconds + lifetimeMaxSeconds + toleranceSeconds) {
    throw new ServiceAuthError('BadJwt', 'jwt is good for too long')
  }
}

/** The algorithm is that of the key; what the token says about it must agree. */
function isSignedBy(didKey: string, alg: unknown, signed: string, signature: Uint8Array): boolean {
  try {
    return parseDidKey(didKey).algorithm === alg && verifySignature(didKey, Buffer.from(signed), signature)
  } catch (error) {
    if (error instanceof InvalidKey) return false
    throw error
  }
}

function parse(token: string): {
  alg: unknown
  keyId: string | undefined
  claims: ServiceClaims
  signed: string
  signature: Uint8Array
} {
  const [head, body, tail, ...more] = token.length <= TOKEN_LENGTH_MAX ? token.split('.') : []
  const header = objectIn(head)
  const claims = objectIn(body)
  if (!header || !claims || !tail || more.length > 0) throw malformed()
  if (typeof header.typ === 'string' && OTHER_TYPES.has(header.typ.toLowerCase())) {
    throw new ServiceAuthError('BadJwtType', `Invalid jwt type "${header.typ}"`)
  }
  const { alg, kid, crit } = header
  if (crit !== undefined || !isKeyReference(kid) || !areClaims(claims)) throw malformed()
  const signature = Buffer.from(tail, 'base64url')
  // One token, one spelling: whoever remembers tokens must not be shown the same one twice.
  if (base64url(signature) !== tail) throw malformed()
  return { alg, keyId: kid?.replace(/^#/, ''), claims, signed: `${head}.${body}`, signature }
}

/** `#atproto_label`; without the `#`, as an earlier draft had it, it says the same. */
function isKeyReference(kid: unknown): kid is string | undefined {
  return kid === undefined || (typeof kid === 'string' && kid !== '' && kid !== '#')
}

function areClaims(claims: Record<string, unknown>): claims is Record<string, unknown> & ServiceClaims {
  const { iss, aud, exp, iat, nbf, lxm, jti } = claims
  return (
    typeof iss === 'string' &&
    typeof aud === 'string' &&
    typeof exp === 'number' &&
    (iat === undefined || typeof iat === 'number') &&
    (nbf === undefined || typeof nbf === 'number') &&
    (lxm === undefined || typeof lxm === 'string') &&
    (jti === undefined || typeof jti === 'string')
  )
}

function objectIn(part: string | undefined): Record<string, unknown> | undefined {
  if (!part) return undefined
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}

function badSignature(): ServiceAuthError {
  return new ServiceAuthError('BadJwtSignature', 'jwt signature does not match jwt issuer')
}

function malformed(): ServiceAuthError {
  return new ServiceAuthError('BadJwt', 'poorly formatted jwt')
}

function base64url(data: string | Uint8Array): string {
  return (
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.length)
  ).toString('base64url')
}
