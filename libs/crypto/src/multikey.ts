import { p256 } from '@noble/curves/nist.js'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { base58btc } from 'multiformats/bases/base58'
import { InvalidKey } from './invalid-key.js'
import type { KeyAlgorithm } from './signer.js'

/** A public key: its curve and its point, compressed to 33 bytes. */
export interface PublicKey {
  readonly algorithm: KeyAlgorithm
  readonly bytes: Uint8Array
}

const DID_KEY = 'did:key:'
/** Multicodec prefixes, as varints. */
const PREFIXES: Record<KeyAlgorithm, readonly [number, number]> = {
  ES256: [0x80, 0x24],
  ES256K: [0xe7, 0x01],
}
const CURVES = { ES256: p256, ES256K: secp256k1 } as const
const POINT_BYTES = 33
const PREFIX_BYTES = 2
/** Longest text that is looked at: an uncompressed point has 89 characters. */
const MULTIBASE_LENGTH_MAX = 128

/**
 * The key in a `did:key`.
 * @throws InvalidKey unless it is a compressed K-256 or P-256 key on its curve
 */
export function parseDidKey(didKey: string): PublicKey {
  if (!didKey.startsWith(DID_KEY)) throw new InvalidKey('not a did:key')
  return parseMultikey(didKey.slice(DID_KEY.length))
}

/**
 * The key in a Multikey: multibase base58btc of a multicodec prefix and the compressed point.
 * @throws InvalidKey as {@link parseDidKey}
 */
export function parseMultikey(multikey: string): PublicKey {
  const bytes = decodeBase58(multikey)
  const algorithm = (Object.keys(PREFIXES) as KeyAlgorithm[]).find(
    (name) => bytes[0] === PREFIXES[name][0] && bytes[1] === PREFIXES[name][1],
  )
  if (!algorithm) throw new InvalidKey('a key of a kind that is not supported')
  if (bytes.length !== PREFIX_BYTES + POINT_BYTES) throw new InvalidKey('a key that is not compressed')
  return publicKey(algorithm, bytes.subarray(PREFIX_BYTES))
}

/**
 * The key in the `publicKeyMultibase` of an old verification method (`EcdsaSecp256k1VerificationKey2019` and its P-256
 * sibling): the bare point, compressed or not.
 * @throws InvalidKey
 */
export function parseBareMultibase(algorithm: KeyAlgorithm, multibase: string): PublicKey {
  return publicKey(algorithm, decodeBase58(multibase))
}

/**
 * A public key from the bytes of its point.
 * @throws InvalidKey unless they are a point of the curve
 */
export function publicKey(algorithm: KeyAlgorithm, point: Uint8Array): PublicKey {
  try {
    return { algorithm, bytes: CURVES[algorithm].Point.fromBytes(point).toBytes(true) }
  } catch (cause) {
    throw new InvalidKey('a key that is not a point of its curve', { cause })
  }
}

/** A public key as Multikey: `z…`, the `publicKeyMultibase` of DID documents. */
export function formatMultikey({ algorithm, bytes }: PublicKey): string {
  const tagged = new Uint8Array(PREFIX_BYTES + bytes.length)
  tagged.set(PREFIXES[algorithm])
  tagged.set(bytes, PREFIX_BYTES)
  return base58btc.encode(tagged)
}

/** A public key as `did:key`. */
export function formatDidKey(key: PublicKey): string {
  return DID_KEY + formatMultikey(key)
}

function decodeBase58(multibase: string): Uint8Array {
  if (multibase.length > MULTIBASE_LENGTH_MAX) throw new InvalidKey('a key that is too long')
  try {
    return base58btc.decode(multibase)
  } catch (cause) {
    throw new InvalidKey('a key that is not in base58btc', { cause })
  }
}
