import { createPublicKey, hash, type KeyObject, verify } from 'node:crypto'
import { k256Backend } from './k256-backend.js'
import { parseDidKey, type PublicKey } from './multikey.js'
import { hasLowS, p256Jwk } from './p256.js'
import { SIGNATURE_BYTES } from './signer.js'

/** Keys that were parsed lately: parsing one costs more than using it. A few hundred bytes each. */
const KEYS_MAX = 2_000
const keys = new Map<string, VerifyingKey>()

interface VerifyingKey extends PublicKey {
  /** of P-256 */
  readonly native: KeyObject | undefined
}

/**
 * Whether a signature over the sha-256 of a message is that of a key: 64 bytes, low-S (atproto.com/specs/cryptography).
 * @param didKey K-256 or P-256
 * @throws InvalidKey when the key is none; never because of the signature
 */
export function verifySignature(didKey: string, message: Uint8Array, signature: Uint8Array): boolean {
  const key = verifyingKey(didKey)
  if (signature.length !== SIGNATURE_BYTES) return false
  if (!key.native) return k256Backend().verify(hash('sha256', message, 'buffer'), signature, key.bytes)
  return (
    hasLowS(signature) && verify('sha256', message, { key: key.native, dsaEncoding: 'ieee-p1363' }, signature)
  )
}

function verifyingKey(didKey: string): VerifyingKey {
  const known = keys.get(didKey)
  if (known) return known
  const parsed = parseDidKey(didKey)
  const native =
    parsed.algorithm === 'ES256' ? createPublicKey({ key: p256Jwk(parsed.bytes), format: 'jwk' }) : undefined
  const key = { ...parsed, native }
  if (keys.size >= KEYS_MAX) keys.delete(keys.keys().next().value!)
  keys.set(didKey, key)
  return key
}
