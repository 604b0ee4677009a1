import type { ClientMetadata } from './client-metadata.js'
import { isSignedBy, readJwt } from './jwt.js'
import { OAuthError } from './oauth-error.js'

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'
const ASSERTION_LENGTH_MAX = 8_192
const JTI_LENGTH_MAX = 256

/** An assertion is good for moments only. */
const AGE_MAX_S = 60
const CLOCK_TOLERANCE_S = 15
const LIFETIME_MAX_S = 600

/** For how long an assertion must not be seen again, in milliseconds. */
export const ASSERTION_REPLAY_MS = 2 * (AGE_MAX_S + 2 * CLOCK_TOLERANCE_S) * 1000

/** How a client has proved who it is: a session belongs to this key for all its life. */
export type ClientAuth =
  | { readonly method: 'none' }
  | {
      readonly method: 'private_key_jwt'
      readonly kid: string
      readonly alg: string
      readonly thumbprint: string
    }

/** Parameters of a request that say who the client is. */
export interface ClientCredentials {
  readonly client_assertion_type?: unknown
  readonly client_assertion?: unknown
  readonly client_secret?: unknown
}

/** Whether a client proves to be who it was, with the same key. */
export function isSameAuth(a: ClientAuth, b: ClientAuth): boolean {
  if (a.method === 'none' || b.method === 'none') return a.method === b.method
  return a.kid === b.kid && a.alg === b.alg && a.thumbprint === b.thumbprint
}

/**
 * Checks how a client proves who it is (RFC 7523; `aud` has to be the issuer and nothing else, and `exp`, which old
 * clients do not send, may be absent, as `iat` has to be now).
 * @returns how, and the id of the assertion, which must not have been used before
 * @throws {OAuthError} `invalid_client`
 */
export function checkClientAuth(
  client: ClientMetadata,
  credentials: ClientCredentials,
  { issuer, nowMs }: { readonly issuer: string; readonly nowMs: number },
): { readonly auth: ClientAuth; readonly jti: string | undefined } {
  if (credentials.client_secret !== undefined) throw refused('client secrets are not supported')
  if (client.authMethod === 'none') {
    if (credentials.client_assertion !== undefined) throw refused('a public client has no assertion')
    return { auth: { method: 'none' }, jti: undefined }
  }
  if (credentials.client_assertion_type !== ASSERTION_TYPE) throw refused('client_assertion is required')
  const jwt = readJwt(credentials.client_assertion, ASSERTION_LENGTH_MAX)
  if (!jwt) throw refused('client_assertion is missing or malformed')
  const key = client.keys.find(({ kid }) => kid === jwt.header.kid)
  if (!key || jwt.header.alg !== key.alg || !isSignedBy(jwt, key.key))
    throw refused('client_assertion is not signed by a key of the client')
  const { kid, alg, thumbprint } = key
  return {
    auth: { method: 'private_key_jwt', kid, alg, thumbprint },
    jti: checkClaims(jwt.payload, client.clientId, issuer, nowMs / 1000),
  }
}

function checkClaims(
  { iss, sub, aud, iat, exp, nbf, jti }: Readonly<Record<string, unknown>>,
  clientId: string,
  issuer: string,
  nowS: number,
): string {
  if (iss !== clientId || sub !== clientId) throw refused('iss and sub must be the client_id')
  if (aud !== issuer) throw refused('aud must be the issuer')
  if (typeof iat !== 'number' || iat > nowS + CLOCK_TOLERANCE_S || iat < nowS - AGE_MAX_S - CLOCK_TOLERANCE_S)
    throw refused('iat is missing, or not now')
  if (exp !== undefined) {
    if (typeof exp !== 'number' || exp <= nowS - CLOCK_TOLERANCE_S)
      throw refused('client_assertion has expired')
    if (exp > nowS + LIFETIME_MAX_S) throw refused('client_assertion is good for too long')
  }
  if (nbf !== undefined && !(typeof nbf === 'number' && nbf <= nowS + CLOCK_TOLERANCE_S))
    throw refused('client_assertion is not good yet')
  if (typeof jti !== 'string' || jti === '' || jti.length > JTI_LENGTH_MAX) throw refused('jti is missing')
  return jti
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_client', message)
}
