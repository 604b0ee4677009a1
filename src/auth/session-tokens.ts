import { createHash, createHmac } from 'node:crypto'
import { type Did, isDid } from '@guildhall/syntax'
import type { Clock, Random } from '../telemetry/index.js'
import { ExpiredToken, InvalidToken } from './auth.errors.js'
import { HmacJwt } from './hmac-jwt.js'
import type { RevokedSessions } from './revocation/revoked-sessions.js'

/** What a session token allows, in the words of the reference implementation. */
export const SCOPE = {
  full: 'com.atproto.access',
  appPassword: 'com.atproto.appPass',
  appPasswordPrivileged: 'com.atproto.appPassPrivileged',
  takendown: 'com.atproto.takendown',
  refresh: 'com.atproto.refresh',
} as const

/** Scopes an access token may have. */
export type AccessScope = Exclude<(typeof SCOPE)[keyof typeof SCOPE], typeof SCOPE.refresh>

const ACCESS_SCOPES = new Set<string>([
  SCOPE.full,
  SCOPE.appPassword,
  SCOPE.appPasswordPrivileged,
  SCOPE.takendown,
])

const ACCESS_TYP = 'at+jwt'
const REFRESH_TYP = 'refresh+jwt'

/** Lifetimes, in seconds. */
export const ACCESS_LIFETIME_S = 2 * 60 * 60
export const REFRESH_LIFETIME_S = 90 * 24 * 60 * 60

const TOKEN_ID_BYTES = 32
const SESSION_ID_BYTES = 16

/** A checked access token. */
export interface AccessToken {
  readonly did: Did
  /** Absent from tokens of before there were such ids. */
  readonly sessionId: string | undefined
  readonly scope: AccessScope
}

/** What a refresh token is known by. */
export interface RefreshTokenId {
  readonly did: Did
  readonly tokenId: string
  /** Absent from tokens of before there were such ids. */
  readonly sessionId: string | undefined
}

/** A checked refresh token; whether it was revoked is for the session store to say. */
export interface RefreshToken extends RefreshTokenId {
  readonly expired: boolean
}

/** Makes and checks the tokens of first-party sessions: HS256, `aud` is the DID of this service. */
export class SessionTokens {
  readonly #jwt: HmacJwt
  readonly #successorKey: Buffer

  constructor(
    secret: string,
    private readonly audience: string,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly revoked: Pick<RevokedSessions, 'isRevoked'>,
  ) {
    this.#jwt = new HmacJwt(secret)
    this.#successorKey = createHmac('sha256', secret).update('guildhall refresh token successor').digest()
  }

  /** The id of a new session. */
  newSessionId(): string {
    return Buffer.from(this.random.bytes(SESSION_ID_BYTES)).toString('base64url')
  }

  /** The id of a refresh token that begins a session. */
  newTokenId(): string {
    return Buffer.from(this.random.bytes(TOKEN_ID_BYTES)).toString('base64')
  }

  /** An access token, good for two hours unless its session ends. @param end when it ends in any case */
  access(did: Did, scope: AccessScope, sessionId: string, end?: Date): string {
    const iat = this.#nowS()
    const exp = iat + ACCESS_LIFETIME_S
    return this.#jwt.sign(ACCESS_TYP, {
      scope,
      sub: did,
      aud: this.audience,
      sid: sessionId,
      iat,
      exp: end ? Math.min(exp, Math.floor(end.getTime() / 1000)) : exp,
    })
  }

  /** A refresh token, good for 90 days unless revoked. */
  refresh(did: Did, tokenId: string, sessionId: string): string {
    const iat = this.#nowS()
    const exp = iat + REFRESH_LIFETIME_S
    return this.#jwt.sign(REFRESH_TYP, {
      scope: SCOPE.refresh,
      sub: did,
      aud: this.audience,
      jti: tokenId,
      sid: sessionId,
      iat,
      exp,
    })
  }

  /**
   * Checks an access token.
   * @throws {InvalidToken | ExpiredToken} the latter also if its session has ended
   */
  verifyAccess(token: string): AccessToken {
    const session = this.readAccess(token)
    this.assertGoesOn(session)
    return session
  }

  /** The same, without looking whether its session has ended. @throws {InvalidToken | ExpiredToken} */
  readAccess(token: string): AccessToken {
    const claims = this.#verify(ACCESS_TYP, token)
    // Tokens with these claims are made for something narrower than a session.
    if (claims.lxm !== undefined || claims.cnf !== undefined) throw new InvalidToken('Malformed token')
    if (this.#isExpired(claims)) throw new ExpiredToken()
    if (typeof claims.scope !== 'string' || !ACCESS_SCOPES.has(claims.scope)) throw badScope()
    return { did: claims.sub, scope: claims.scope as AccessScope, sessionId: sessionIdIn(claims) }
  }

  /** @throws {ExpiredToken} if the session has ended */
  assertGoesOn({ sessionId }: AccessToken): void {
    if (sessionId !== undefined && this.revoked.isRevoked(sessionId)) throw revokedToken()
  }

  /**
   * Checks a refresh token.
   * @param allowExpired set where an expired one will do, to end its session
   * @throws {InvalidToken | ExpiredToken}
   */
  verifyRefresh(token: string, allowExpired = false): RefreshToken {
    const claims = this.#verify(REFRESH_TYP, token)
    const expired = this.#isExpired(claims)
    if (expired && !allowExpired) throw new ExpiredToken()
    if (claims.scope !== SCOPE.refresh) throw badScope()
    if (typeof claims.jti !== 'string' || claims.jti === '') throw new InvalidToken('Malformed token')
    return { did: claims.sub, tokenId: claims.jti, sessionId: sessionIdIn(claims), expired }
  }

  /**
   * The id of the token that replaces a refresh token. It is always the same for the same token, so that clients
   * which refresh twice at a time end up with one session, and cannot be guessed without the secret.
   */
  successorOf(tokenId: string): string {
    return createHmac('sha256', this.#successorKey).update(tokenId).digest('base64')
  }

  #verify(typ: string, token: string): { sub: Did } & Record<string, unknown> {
    const claims = this.#jwt.verify(typ, token)
    if (!claims || claims.aud !== this.audience || typeof claims.sub !== 'string' || !isDid(claims.sub)) {
      throw new InvalidToken('Token could not be verified')
    }
    return claims as { sub: Did }
  }

  #isExpired(claims: Record<string, unknown>): boolean {
    return typeof claims.exp !== 'number' || claims.exp <= this.#nowS()
  }

  #nowS(): number {
    return Math.floor(this.clock.nowMs() / 1000)
  }
}

/** The key under which a refresh token is stored: useless to whoever reads the database. */
export function refreshTokenKey(tokenId: string): Buffer {
  return createHash('sha256').update(tokenId).digest()
}

/** The refusal of a token that was good until its session ended. Clients try to refresh, and sign in anew. */
export function revokedToken(): ExpiredToken {
  return new ExpiredToken('Token has been revoked')
}

function sessionIdIn({ sid }: Record<string, unknown>): string | undefined {
  return typeof sid === 'string' ? sid : undefined
}

function badScope(): InvalidToken {
  return new InvalidToken('Bad token scope')
}
