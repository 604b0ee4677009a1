import type { KeyObject } from 'node:crypto'
import { isObject } from './jwt.js'
import { OAuthError } from './oauth-error.js'
import { importP256, isSecretJwk, readP256Jwk } from './p256-jwk.js'

const KEYS_MAX = 32

/** A key with which a client proves who it is. */
export interface ClientKey {
  readonly kid: string
  readonly alg: 'ES256'
  readonly thumbprint: string
  readonly key: KeyObject
}

/**
 * The keys of a client (RFC 7517 section 5). Those of other kinds, which nothing here could check, are left out.
 * @throws {OAuthError} `invalid_client_metadata`
 */
export function readClientKeys(jwks: unknown): readonly ClientKey[] {
  const keys = isObject(jwks) ? jwks.keys : undefined
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > KEYS_MAX)
    throw refused(`jwks must have between 1 and ${KEYS_MAX} keys`)
  const usable = keys.flatMap((jwk) => readKey(jwk) ?? [])
  if (usable.length === 0) throw refused('jwks has no key for ES256')
  if (new Set(usable.map(({ kid }) => kid)).size < usable.length) throw refused('jwks has a kid twice')
  return usable
}

function readKey(jwk: unknown): ClientKey | undefined {
  if (!isObject(jwk)) throw refused('jwks has an entry that is no key')
  if (isSecretJwk(jwk)) throw refused('jwks must not have secret keys')
  const { kid, alg, use, revoked } = jwk
  const point = readP256Jwk(jwk)
  if (!point || (alg !== undefined && alg !== 'ES256') || (use !== undefined && use !== 'sig') || revoked)
    return undefined
  if (typeof kid !== 'string' || kid === '') throw refused('every key of jwks must have a kid')
  const imported = importP256(point)
  return imported && { kid, alg: 'ES256', ...imported }
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_client_metadata', message)
}
