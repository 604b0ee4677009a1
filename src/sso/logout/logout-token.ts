import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import { InvalidLogoutToken } from './logout.errors.js'

const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** No symmetric ones: what providers and clients share signs nothing here. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']
/** Clocks of providers may differ by so much. */
const TOLERANCE_S = 30
/** A token is taken so long after it was made, whatever it says itself. */
const AGE_MAX_S = 300
const TEXT_LENGTH_MAX = 16 * 1024
const ID_LENGTH_MAX = 512

/** Whose token it has to be, and for whom. */
export interface LogoutExpectation {
  readonly issuer: string
  readonly clientId: string
  readonly nowMs: number
  readonly keys: JWTVerifyGetKey
}

/** What a provider says with a logout token. */
export interface LogoutOrder {
  readonly jti: string
  /** the person; undefined: only the session is named */
  readonly sub: string | undefined
  /** the session at the provider; undefined: all of the person's */
  readonly sid: string | undefined
  /** from when on the token is not taken any more */
  readonly until: Date
}

/**
 * Believes a logout token, or not (OpenID Connect Back-Channel Logout 1.0, section 2.6). That it is used once is for the
 * caller to see to.
 * @throws {InvalidLogoutToken} and what looking up keys throws
 */
export async function readLogoutToken(text: string, expected: LogoutExpectation): Promise<LogoutOrder> {
  if (text.length > TEXT_LENGTH_MAX) throw new InvalidLogoutToken('it is too long')
  const { issuer, clientId, nowMs, keys } = expected
  const { errors, jwtVerify } = await import('jose')
  try {
    const { payload } = await jwtVerify(text, keys, {
      ...{ issuer, audience: clientId, typ: 'logout+jwt', algorithms: ALGORITHMS },
      requiredClaims: ['iat', 'jti', 'events'],
      currentDate: new Date(nowMs),
      clockTolerance: TOLERANCE_S,
      maxTokenAge: AGE_MAX_S,
    })
    return orderOf(payload)
  } catch (error) {
    if (error instanceof errors.JOSEError) throw new InvalidLogoutToken(error.message, { cause: error })
    throw error
  }
}

function orderOf(payload: JWTPayload): LogoutOrder {
  const { jti, sub, iat = 0, exp, events, sid, nonce } = payload
  if (!isObject(events) || !isObject(events[EVENT])) throw new InvalidLogoutToken('it announces no logout')
  if (nonce !== undefined) throw new InvalidLogoutToken('it has a nonce, as tokens for signing in have')
  if (!isId(jti)) throw new InvalidLogoutToken('its id is none')
  if (sub === undefined && sid === undefined)
    throw new InvalidLogoutToken('it names neither person nor session')
  if ((sub !== undefined && !isId(sub)) || (sid !== undefined && !isId(sid)))
    throw new InvalidLogoutToken('person or session is no name')
  const untilS = Math.max(iat + AGE_MAX_S, exp ?? 0) + TOLERANCE_S
  return { jti, sub, sid, until: new Date(untilS * 1000) }
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= ID_LENGTH_MAX && !value.includes('\0')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
