import { Buffer } from 'node:buffer'
import { InvalidKey, type KeyAlgorithm, parseDidKey, type Signer, verifySignature } from '@guildhall/crypto'
import { ServiceAuthError } from './service-auth-error.js'

/** What a token between services says (atproto.com/specs/xrpc#inter-service-authentication-jwt). */
export interface ServiceClaims {
  /** DID of whoever signs, with a fragment when the key is not the one of the account: `did:web:x.example#label` */
  readonly iss: string
  /** DID of the service that is asked, possibly with a fragment */
  readonly aud: string
  /** end of its life, in seconds since the epoch */
  readonly exp: number
  /** when it was made, in seconds since the epoch */
  readonly iat?: number
  /** NSID of the method it is for */
  readonly lxm?: string
  /** unique to this token */
  readonly jti?: string
}

/** How a token is judged. */
export interface ServiceJwtCheck {
  /** audiences that stand for the service which asks */
  readonly audiences: readonly string[]
  /** NSID of the method that is called; `null` takes tokens for any method and for none */
  readonly lxm: string | null
  readonly nowSeconds: number
  /**
   * Finds the key of an issuer.
   * @param iss as the token says
   * @param forceRefresh set the second time, after the signature did not match: the key may have changed
   * @returns a `did:key`
   */
  readonly getSigningKey: (iss: string, forceRefresh: boolean) => Promise<string>
}

/** Longest token that is looked at, in characters. */
const TOKEN_LENGTH_MAX = 8_192

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
  const { alg, claims, signed, signature } = parse(token)
  if (check.nowSeconds >= claims.exp) throw new ServiceAuthError('JwtExpired', 'jwt expired')
  if (!check.audiences.includes(claims.aud)) {
    throw new ServiceAuthError('BadJwtAudience', 'jwt audience does not match service did')
  }
  if (check.lxm !== null && claims.lxm !== check.lxm) {
    const problem = claims.lxm === undefined ? 'missing jwt lexicon method' : 'bad jwt lexicon method'
    throw new ServiceAuthError('BadJwtLexiconMethod', `${problem} ("lxm"). must match: ${check.lxm}`)
  }
  const key = await check.getSigningKey(claims.iss, false)
  if (isSignedBy(key, alg, signed, signature)) return claims
  const fresh = await check.getSigningKey(claims.iss, true)
  if (fresh !== key && isSignedBy(fresh, alg, signed, signature)) return claims
  throw new ServiceAuthError('BadJwtSignature', 'jwt signature does not match jwt issuer')
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
  if (header.crit !== undefined || !areClaims(claims)) throw malformed()
  const signature = Buffer.from(tail, 'base64url')
  // One token, one spelling: whoever remembers tokens must not be shown the same one twice.
  if (base64url(signature) !== tail) throw malformed()
  return { alg: header.alg, claims, signed: `${head}.${body}`, signature }
}

function areClaims(claims: Record<string, unknown>): claims is Record<string, unknown> & ServiceClaims {
  const { iss, aud, exp, iat, lxm, jti } = claims
  return (
    typeof iss === 'string' &&
    typeof aud === 'string' &&
    typeof exp === 'number' &&
    (iat === undefined || typeof iat === 'number') &&
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

function malformed(): ServiceAuthError {
  return new ServiceAuthError('BadJwt', 'poorly formatted jwt')
}

function base64url(data: string | Uint8Array): string {
  return (
    typeof data === 'string' ? Buffer.from(data) : Buffer.from(data.buffer, data.byteOffset, data.length)
  ).toString('base64url')
}
