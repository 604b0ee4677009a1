import { createECDH, hash } from 'node:crypto'
import { secp256k1 } from '@noble/curves/secp256k1.js'
import { InvalidKey } from './invalid-key.js'
import { k256Backend } from './k256-backend.js'
import { formatDidKey, formatMultikey } from './multikey.js'
import { bytesFromHex, generateSecret } from './secret.js'
import type { Signer } from './signer.js'

/** Compressed. By OpenSSL: the library would compute its tables first, a tenth of a second of every start. */
function publicKeyOf(secret: Uint8Array): Uint8Array {
  const pair = createECDH('secp256k1')
  pair.setPrivateKey(secret)
  return new Uint8Array(pair.getPublicKey(null, 'compressed'))
}

/** A private K-256 (secp256k1) key. Printing or serializing it shows the public half only. */
export class K256Key implements Signer {
  readonly #secret: Uint8Array
  readonly didKey: string
  /** The public key as Multikey: `z…`. */
  readonly multikey: string

  private constructor(secret: Uint8Array) {
    this.#secret = secret
    const key = { algorithm: 'ES256K', bytes: publicKeyOf(secret) } as const
    this.didKey = formatDidKey(key)
    this.multikey = formatMultikey(key)
  }

  /** A new key. @param randomBytes gives that many unpredictable bytes */
  static generate(randomBytes: (count: number) => Uint8Array): K256Key {
    return new K256Key(generateSecret(randomBytes, secp256k1.utils.isValidSecretKey))
  }

  /** @throws InvalidKey unless there are 32 bytes that can be a key */
  static fromBytes(bytes: Uint8Array): K256Key {
    if (!secp256k1.utils.isValidSecretKey(bytes)) throw new InvalidKey('not a private K-256 key')
    return new K256Key(Uint8Array.from(bytes))
  }

  /** @throws InvalidKey as {@link fromBytes} */
  static fromHex(hex: string): K256Key {
    return K256Key.fromBytes(bytesFromHex(hex))
  }

  sign(message: Uint8Array): Uint8Array {
    return k256Backend().sign(hash('sha256', message, 'buffer'), this.#secret)
  }

  /** A copy of the 32 secret bytes, to be encrypted or thrown away soon. */
  exportBytes(): Uint8Array {
    return Uint8Array.from(this.#secret)
  }
}
