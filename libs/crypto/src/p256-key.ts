import { Buffer } from 'node:buffer'
import { createPrivateKey, sign, type KeyObject } from 'node:crypto'
import { p256 } from '@noble/curves/nist.js'
import { InvalidKey } from './invalid-key.js'
import { formatDidKey, formatMultikey } from './multikey.js'
import { p256Jwk, withLowS } from './p256.js'
import { bytesFromHex, generateSecret } from './secret.js'
import type { Signer } from './signer.js'

/** A private P-256 (secp256r1) key. Printing or serializing it shows the public half only. */
export class P256Key implements Signer {
  readonly #secret: Uint8Array
  readonly #key: KeyObject
  readonly didKey: string
  /** The public key as Multikey: `z…`. */
  readonly multikey: string

  private constructor(secret: Uint8Array) {
    this.#secret = secret
    const point = p256.getPublicKey(secret, true)
    const jwk = { ...p256Jwk(point), d: Buffer.from(secret).toString('base64url') }
    this.#key = createPrivateKey({ key: jwk, format: 'jwk' })
    const key = { algorithm: 'ES256', bytes: point } as const
    this.didKey = formatDidKey(key)
    this.multikey = formatMultikey(key)
  }

  /** A new key. @param randomBytes gives that many unpredictable bytes */
  static generate(randomBytes: (count: number) => Uint8Array): P256Key {
    return new P256Key(generateSecret(randomBytes, p256.utils.isValidSecretKey))
  }

  /** @throws InvalidKey unless there are 32 bytes that can be a key */
  static fromBytes(bytes: Uint8Array): P256Key {
    if (!p256.utils.isValidSecretKey(bytes)) throw new InvalidKey('not a private P-256 key')
    return new P256Key(Uint8Array.from(bytes))
  }

  /** @throws InvalidKey as {@link fromBytes} */
  static fromHex(hex: string): P256Key {
    return P256Key.fromBytes(bytesFromHex(hex))
  }

  sign(message: Uint8Array): Uint8Array {
    return withLowS(sign('sha256', message, { key: this.#key, dsaEncoding: 'ieee-p1363' }))
  }

  /** A copy of the 32 secret bytes, to be encrypted or thrown away soon. */
  exportBytes(): Uint8Array {
    return Uint8Array.from(this.#secret)
  }
}
