import { Buffer } from 'node:buffer'
import type { JsonWebKey } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { SCALAR_BYTES } from './signer.js'

const ORDER = p256.Point.Fn.ORDER
const HALF_ORDER = ORDER >> 1n

/** A public P-256 key as node:crypto takes it. @param point on the curve */
export function p256Jwk(point: Uint8Array): JsonWebKey {
  const full = Buffer.from(p256.Point.fromBytes(point).toBytes(false))
  return {
    kty: 'EC',
    crv: 'P-256',
    x: full.subarray(1, 1 + SCALAR_BYTES).toString('base64url'),
    y: full.subarray(1 + SCALAR_BYTES).toString('base64url'),
  }
}

/** Whether the second half of a signature is the lower of the two that would verify. */
export function hasLowS(signature: Uint8Array): boolean {
  return upper(signature) <= HALF_ORDER
}

/** The same signature with the lower s: OpenSSL gives either, atproto takes the lower one only. */
export function withLowS(signature: Uint8Array): Uint8Array {
  const s = upper(signature)
  const low = Uint8Array.from(signature)
  if (s > HALF_ORDER)
    low.set(Buffer.from((ORDER - s).toString(16).padStart(2 * SCALAR_BYTES, '0'), 'hex'), SCALAR_BYTES)
  return low
}

function upper(signature: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(signature.subarray(SCALAR_BYTES)).toString('hex')}`)
}
