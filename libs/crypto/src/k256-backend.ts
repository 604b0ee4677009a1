import { createRequire } from 'node:module'
import { secp256k1 as noble } from '@noble/curves/secp256k1.js'
import { SIGNATURE_BYTES } from './signer.js'

/** The operations on K-256 that are worth doing in native code. Digests have 32 bytes. */
export interface K256Backend {
  readonly name: 'secp256k1' | '@noble/curves'
  /** 64 bytes, deterministic (RFC 6979), low-S */
  sign(digest: Uint8Array, secret: Uint8Array): Uint8Array
  /** false also for signatures that are malformed or high-S */
  verify(digest: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean
}

interface Addon {
  ecdsaSign(digest: Uint8Array, secret: Uint8Array): { signature: Uint8Array }
  ecdsaVerify(signature: Uint8Array, digest: Uint8Array, publicKey: Uint8Array): boolean
}

const OPTIONS = { prehash: false, lowS: true, format: 'compact' } as const

/** @noble/curves: everywhere, and slower by a factor of ten. */
export const nobleBackend: K256Backend = {
  name: '@noble/curves',
  sign: (digest, secret) => noble.sign(digest, secret, OPTIONS),
  verify: (digest, signature, publicKey) =>
    attempt(() => noble.verify(signature, digest, publicKey, OPTIONS)),
}

function nativeBackend(addon: Addon): K256Backend {
  return {
    name: 'secp256k1',
    sign: (digest, secret) => addon.ecdsaSign(digest, secret).signature,
    verify: (digest, signature, publicKey) => attempt(() => addon.ecdsaVerify(signature, digest, publicKey)),
  }
}

/** Both libraries throw at what cannot be a signature, and say no to what is not the right one. */
function attempt(verify: () => boolean): boolean {
  try {
    return verify()
  } catch {
    return false
  }
}

let chosen: K256Backend | undefined

/**
 * What K-256 is computed with. Decided at the first use: the native addon where it loads and agrees with noble about a
 * signature, noble otherwise.
 */
export function k256Backend(): K256Backend {
  return (chosen ??= native() ?? nobleBackend)
}

/** Which library signs and verifies K-256: `secp256k1` is native. */
export function signerBackend(): K256Backend['name'] {
  return k256Backend().name
}

function native(): K256Backend | undefined {
  try {
    // The package's main module would fall back to slow JavaScript of its own without a word.
    const backend = nativeBackend(createRequire(import.meta.url)('secp256k1/bindings.js') as Addon)
    return agrees(backend) ? backend : undefined
  } catch {
    return undefined
  }
}

function agrees(backend: K256Backend): boolean {
  const digest = new Uint8Array(32).fill(1)
  const secret = new Uint8Array(32).fill(2)
  const signature = backend.sign(digest, secret)
  return (
    signature.length === SIGNATURE_BYTES &&
    Buffer.compare(signature, nobleBackend.sign(digest, secret)) === 0 &&
    backend.verify(digest, signature, noble.getPublicKey(secret, true))
  )
}
