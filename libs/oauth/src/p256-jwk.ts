import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { isObject } from './jwt.js'

/** A coordinate of P-256 in base64url. */
const COORDINATE = /^[A-Za-z0-9_-]{43}$/

/** Parts that only secret keys have. */
const SECRET_PARTS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k']

/** A public key of P-256 (RFC 7517, RFC 7518 section 6.2). */
export interface P256Jwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
}

/** A public key and its thumbprint (RFC 7638). */
export interface P256Key {
  readonly key: KeyObject
  readonly thumbprint: string
}

/** Whether a value contains what must never leave its owner. */
export function isSecretJwk(jwk: Record<string, unknown>): boolean {
  return jwk.kty === 'oct' || SECRET_PARTS.some((part) => part in jwk)
}

/** The public key of P-256 that a value stands for, and nothing else of it; `undefined` if it stands for none. */
export function readP256Jwk(value: unknown): P256Jwk | undefined {
  if (!isObject(value) || isSecretJwk(value)) return undefined
  const { kty, crv, x, y } = value
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string') return undefined
  return COORDINATE.test(x) && COORDINATE.test(y) ? { kty, crv, x, y } : undefined
}

/** The key of a JWK; `undefined` if it is not on the curve. */
export function importP256(jwk: P256Jwk): P256Key | undefined {
  try {
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' })
    return { key, thumbprint: thumbprintOf(jwk) }
  } catch {
    return undefined
  }
}

/** The thumbprint of a key (RFC 7638), in base64url. */
export function thumbprintOf({ x, y }: P256Jwk): string {
  return sha256url(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)
}

/** SHA-256 in base64url, as proofs and code challenges have it. */
export function sha256url(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
