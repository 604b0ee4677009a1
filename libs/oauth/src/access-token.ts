import type { KeyObject } from 'node:crypto'
import { type Did, isDid } from '@guildhall/syntax'
import { isObject, isSignedBy, readJwt } from './jwt.js'
import { OAuthError } from './oauth-error.js'

/** Longest access token that is looked at: permission sets make them long. */
const TOKEN_LENGTH_MAX = 16_384

/** Tokens whose signature was checked. A client makes many calls with one. */
const TOKENS_KEPT = 20_000

/** What an access token says (RFC 9068). */
export interface AccessTokenClaims {
  readonly did: Did
  readonly clientId: string
  /** of the OAuth session it belongs to */
  readonly sessionId: string
  readonly scope: string
  /** thumbprint of the key it is bound to */
  readonly thumbprint: string
  /** in seconds since the epoch */
  readonly exp: number
}

/** Whose tokens are believed. */
export interface TokenIssuer {
  readonly issuer: string
  readonly audience: string
  /** The public key of a key id. */
  key(id: string): KeyObject | undefined
}

/** Checks the access tokens of this server without asking anybody. */
export class AccessTokens {
  readonly #checked = new Map<string, AccessTokenClaims>()

  constructor(
    private readonly trusted: TokenIssuer,
    private readonly nowMs: () => number,
  ) {}

  /**
   * Checks a token, but not whether its session was revoked.
   * @throws {OAuthError} `invalid_token`
   */
  verify(token: string): AccessTokenClaims {
    const known = this.#checked.get(token)
    const claims = known ?? this.#check(token)
    if (claims.exp * 1000 <= this.nowMs()) {
      this.#checked.delete(token)
      throw refused('the access token has expired')
    }
    if (!known) this.#remember(token, claims)
    return claims
  }

  #check(token: string): AccessTokenClaims {
    const jwt = readJwt(token, TOKEN_LENGTH_MAX)
    if (!jwt) throw refused('the access token is malformed')
    const { typ, alg, kid } = jwt.header
    const key = typ === 'at+jwt' && alg === 'ES256' && typeof kid === 'string' && this.trusted.key(kid)
    if (!key || !isSignedBy(jwt, key)) throw refused('the access token is not one of this server')
    const claims = readClaims(jwt.payload, this.trusted)
    if (!claims) throw refused('the access token is not for this service')
    return claims
  }

  #remember(token: string, claims: AccessTokenClaims): void {
    if (this.#checked.size >= TOKENS_KEPT) this.#checked.delete(this.#checked.keys().next().value!)
    this.#checked.set(token, claims)
  }
}

function readClaims(
  payload: Readonly<Record<string, unknown>>,
  { issuer, audience }: TokenIssuer,
): AccessTokenClaims | undefined {
  const { iss, aud, sub, exp, scope, sid, client_id: clientId, cnf } = payload
  if (iss !== issuer || aud !== audience) return undefined
  if (typeof sub !== 'string' || !isDid(sub) || typeof exp !== 'number') return undefined
  if (typeof scope !== 'string' || typeof sid !== 'string' || typeof clientId !== 'string') return undefined
  const thumbprint = isObject(cnf) ? cnf.jkt : undefined
  if (typeof thumbprint !== 'string') return undefined
  return { did: sub, clientId, sessionId: sid, scope, thumbprint, exp }
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_token', message)
}
